package marketplace.beside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words of a text and the form in which they are compared, as modules/bans/text has them for texts without tricks. */
final class Words {
    private static final String LATIN = "abcehkmoptxyё";
    private static final String CYRILLIC = "авсенкмортхуе";

    record Span(int start, int end) {}

    private Words() {}

    static List<Span> of(String text) {
        List<Span> spans = new ArrayList<>();
        int start = -1;
        for (int index = 0; index < text.length(); index++) {
            if (Character.isLetterOrDigit(text.charAt(index))) {
                if (start == -1) start = index;
            } else if (start != -1) {
                spans.add(new Span(start, index));
                start = -1;
            }
        }
        if (start != -1) spans.add(new Span(start, text.length()));
        return spans;
    }

    static String fold(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(lower.length());
        for (int index = 0; index < lower.length(); index++) {
            int at = LATIN.indexOf(lower.charAt(index));
            folded.append(at >= 0 ? CYRILLIC.charAt(at) : lower.charAt(index));
        }
        return folded.toString();
    }
}
