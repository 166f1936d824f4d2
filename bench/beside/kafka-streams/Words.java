package marketplace.beside;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tartarus.snowball.ext.RussianStemmer;

/** Words of a text and the form in which they are compared, as modules/bans/words.ts has them. */
final class Words {
    private static final String LATIN = "abcehkmoptxy";
    private static final String CYRILLIC = "авсенкмортху";
    private static final ThreadLocal<RussianStemmer> STEMMER = ThreadLocal.withInitial(RussianStemmer::new);

    record Span(int start, int end) {}

    private Words() {}

    static List<Span> of(String text) {
        List<Span> spans = new ArrayList<>();
        int start = -1;
        for (int index = 0; index < text.length(); ) {
            int character = text.codePointAt(index);
            int type = Character.getType(character);
            if (isLetterOrDigit(type)) {
                if (start == -1) start = index;
            } else if (!isInvisible(type) && start != -1) {
                spans.add(new Span(start, index));
                start = -1;
            }
            index += Character.charCount(character);
        }
        if (start != -1) spans.add(new Span(start, text.length()));
        return spans;
    }

    private static boolean isLetterOrDigit(int type) {
        return type >= Character.UPPERCASE_LETTER && type <= Character.OTHER_LETTER
            || type >= Character.DECIMAL_DIGIT_NUMBER && type <= Character.OTHER_NUMBER;
    }

    private static boolean isInvisible(int type) {
        return type >= Character.NON_SPACING_MARK && type <= Character.COMBINING_SPACING_MARK || type == Character.FORMAT;
    }

    static String stem(String word) {
        RussianStemmer stemmer = STEMMER.get();
        stemmer.setCurrent(normalise(word));
        stemmer.stem();
        return stemmer.getCurrent();
    }

    static List<String> stems(String text) {
        return of(text).stream().map(span -> stem(text.substring(span.start(), span.end()))).toList();
    }

    static String normalise(String word) {
        String folded = Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replace('ё', 'е');
        StringBuilder plain = new StringBuilder(folded.length());
        folded.codePoints().filter(each -> isLetterOrDigit(Character.getType(each))).forEach(plain::appendCodePoint);
        boolean latin = false;
        boolean cyrillic = false;
        boolean latinLooksCyrillic = true;
        boolean cyrillicLooksLatin = true;
        for (int index = 0; index < plain.length(); index++) {
            char letter = plain.charAt(index);
            if (letter >= 'a' && letter <= 'z') {
                latin = true;
                latinLooksCyrillic &= LATIN.indexOf(letter) >= 0;
            } else if (letter >= 'а' && letter <= 'я') {
                cyrillic = true;
                cyrillicLooksLatin &= CYRILLIC.indexOf(letter) >= 0;
            }
        }
        if (latin && cyrillic && latinLooksCyrillic) replace(plain, LATIN, CYRILLIC);
        else if (latin && cyrillic && cyrillicLooksLatin) replace(plain, CYRILLIC, LATIN);
        return plain.toString();
    }

    private static void replace(StringBuilder word, String from, String to) {
        for (int index = 0; index < word.length(); index++) {
            int at = from.indexOf(word.charAt(index));
            if (at >= 0) word.setCharAt(index, to.charAt(at));
        }
    }

    /** A whole value, such as a brand. */
    static String normaliseValue(String value) {
        List<String> parts = new ArrayList<>();
        for (String part : value.strip().split("\\s+"))
            parts.add(String.join(" ", of(part).stream().map(span -> normalise(part.substring(span.start(), span.end()))).toList()));
        return String.join(" ", parts);
    }
}
