package marketplace.beside;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells which rules of a list a product matches, as modules/bans/match.ts does: it costs no more with more rules. */
final class Matcher {
    record Rule(String id, String kind, String value, String reason) {}

    record Match(Rule rule, String where, String matched) {}

    /** What may follow a stem in some phrase, and the phrases that are complete here. */
    private static final class Step {
        final Map<String, Step> next = new HashMap<>();
        final List<Rule> rules = new ArrayList<>();
    }

    /** Spellings that are remembered. */
    private static final int MOST_WORDS = 50_000;
    private static final Map<String, String> FIELDS =
        Map.of("sku", "sku", "brand", "brand", "store", "store_id", "category", "category");
    private static final List<String> TEXTS = List.of("name", "description");

    private final Map<String, List<Rule>> byId = new HashMap<>();
    private final Map<String, Map<String, List<Rule>>> byField = new LinkedHashMap<>();
    private final Step root = new Step();
    private final Map<String, Boolean> vocabulary = new HashMap<>();
    private final Map<String, Optional<String>> stems = new ConcurrentHashMap<>();
    private final Map<String, String> values = new ConcurrentHashMap<>();

    Matcher(Collection<Rule> rules) {
        for (Rule rule : rules) {
            if (rule.kind().equals("product_id")) add(byId, rule.value(), rule);
            else if (rule.kind().equals("word")) addPhrase(rule);
            else if (FIELDS.containsKey(rule.kind()))
                add(
                    byField.computeIfAbsent(FIELDS.get(rule.kind()), field -> new HashMap<>()),
                    Words.normaliseValue(rule.value()),
                    rule);
        }
    }

    private static void add(Map<String, List<Rule>> map, String key, Rule rule) {
        map.computeIfAbsent(key, each -> new ArrayList<>()).add(rule);
    }

    private void addPhrase(Rule rule) {
        Step step = root;
        for (String stem : Words.stems(rule.value())) {
            vocabulary.put(stem, true);
            step = step.next.computeIfAbsent(stem, each -> new Step());
        }
        step.rules.add(rule);
    }

    List<Match> match(JsonNode product) {
        List<Match> matches = new ArrayList<>();
        String id = product.path("product_id").asText();
        for (Rule rule : byId.getOrDefault(id, List.of())) matches.add(new Match(rule, "product_id", id));
        byField.forEach((field, rules) -> {
            String value = product.path(field).asText("");
            if (values.size() >= MOST_WORDS) values.clear();
            String compared = values.computeIfAbsent(value, Words::normaliseValue);
            for (Rule rule : rules.getOrDefault(compared, List.of())) matches.add(new Match(rule, field, value));
        });
        for (String field : TEXTS) findPhrases(product.path(field).asText(""), field, matches);
        return matches;
    }

    private void findPhrases(String text, String field, List<Match> matches) {
        List<Words.Span> spans = Words.of(text);
        String[] known = new String[spans.size()];
        for (int index = 0; index < known.length; index++)
            known[index] = stemOf(text.substring(spans.get(index).start(), spans.get(index).end()));
        Map<Rule, String> found = new LinkedHashMap<>();
        for (int first = 0; first < known.length; first++) {
            Step step = root;
            for (int last = first; last < known.length && known[last] != null; last++) {
                step = step.next.get(known[last]);
                if (step == null) break;
                for (Rule rule : step.rules)
                    found.putIfAbsent(rule, text.substring(spans.get(first).start(), spans.get(last).end()));
            }
        }
        found.forEach((rule, matched) -> matches.add(new Match(rule, field, matched)));
    }

    /** The stem of a word, or null when no phrase has it. */
    private String stemOf(String word) {
        if (stems.size() >= MOST_WORDS) stems.clear();
        return stems
            .computeIfAbsent(word, each -> Optional.of(Words.stem(each)).filter(vocabulary::containsKey))
            .orElse(null);
    }
}
