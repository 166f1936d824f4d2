package marketplace.beside;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which rules of a list a product matches, as modules/bans/match.ts does of plain texts: it costs no more with more rules. */
final class Matcher {
    /** `fields`: where its words are looked for; `ways`: each way to read it, as words, each with what counts as it. */
    record Rule(
        String id, String kind, String value, String reason, List<String> fields, List<List<Set<String>>> ways) {}

    record Match(Rule rule, String field, String matched, int at) {}

    private record Way(Rule rule, List<Set<String>> words) {}

    private static final Map<String, String> IDS = Map.of("sku", "sku", "store", "store_id", "product", "product_id");
    private static final List<String> TEXTS = List.of("name", "description", "tags", "brand", "category");

    /** By what counts as the first word. */
    private final Map<String, List<Way>> byFirstWord = new HashMap<>();
    private final Map<String, Map<String, List<Rule>>> byId = new LinkedHashMap<>();

    Matcher(Collection<Rule> rules) {
        for (Rule rule : rules) {
            String id = IDS.get(rule.kind());
            if (id != null)
                byId.computeIfAbsent(id, field -> new HashMap<>())
                    .computeIfAbsent(compared(id, rule.value()), each -> new ArrayList<>())
                    .add(rule);
            for (List<Set<String>> words : rule.ways())
                for (String first : words.get(0))
                    byFirstWord.computeIfAbsent(first, each -> new ArrayList<>()).add(new Way(rule, words));
        }
    }

    private static String compared(String field, String id) {
        return field.equals("product_id") ? id : Words.fold(id.strip());
    }

    List<Match> match(JsonNode product) {
        List<Match> matches = new ArrayList<>();
        byId.forEach((field, rules) -> {
            String id = product.path(field).asText("");
            for (Rule rule : rules.getOrDefault(compared(field, id), List.of())) matches.add(new Match(rule, field, id, 0));
        });
        for (String field : TEXTS) {
            JsonNode value = product.path(field);
            if (value.isArray()) for (JsonNode each : value) find(each.asText(""), field, matches);
            else find(value.asText(""), field, matches);
        }
        return matches;
    }

    private void find(String text, String field, List<Match> matches) {
        List<Words.Span> spans = Words.of(text);
        String[] words = new String[spans.size()];
        for (int index = 0; index < words.length; index++)
            words[index] = Words.fold(text.substring(spans.get(index).start(), spans.get(index).end()));
        for (int first = 0; first < words.length; first++)
            for (Way way : byFirstWord.getOrDefault(words[first], List.of()))
                if (way.rule().fields().contains(field) && stands(way, words, first)) {
                    Words.Span from = spans.get(first);
                    Words.Span to = spans.get(first + way.words().size() - 1);
                    add(matches, new Match(way.rule(), field, text.substring(from.start(), to.end()), from.start()));
                }
    }

    /** A brand or a category is compared as a whole. */
    private static boolean stands(Way way, String[] words, int first) {
        int size = way.words().size();
        boolean isWhole = way.rule().kind().equals("brand") || way.rule().kind().equals("category");
        if (first + size > words.length || isWhole && size != words.length) return false;
        for (int index = 1; index < size; index++)
            if (!way.words().get(index).contains(words[first + index])) return false;
        return true;
    }

    /** A rule is a reason once in each field. */
    private static void add(List<Match> matches, Match match) {
        for (Match known : matches) if (known.rule() == match.rule() && known.field().equals(match.field())) return;
        matches.add(match);
    }
}
