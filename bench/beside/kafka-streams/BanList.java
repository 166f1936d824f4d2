package marketplace.beside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ban list as bench/beside/ban-list.ts writes it: each rule with what counts as each word of it. */
record BanList(long version, Matcher matcher) {
    static BanList read(Path file) throws IOException {
        JsonNode list = new ObjectMapper().readTree(file.toFile());
        List<Matcher.Rule> rules = new ArrayList<>();
        for (JsonNode rule : list.path("rules")) rules.add(ruleOf(rule));
        return new BanList(list.path("version").asLong(), new Matcher(rules));
    }

    private static Matcher.Rule ruleOf(JsonNode rule) {
        List<List<Set<String>>> ways = new ArrayList<>();
        for (JsonNode way : rule.path("ways")) {
            List<Set<String>> words = new ArrayList<>();
            for (JsonNode word : way) {
                Set<String> readings = new HashSet<>();
                for (JsonNode reading : word) readings.add(reading.asText());
                words.add(readings);
            }
            ways.add(words);
        }
        List<String> fields = new ArrayList<>();
        for (JsonNode field : rule.path("fields")) fields.add(field.asText());
        return new Matcher.Rule(
            rule.path("rule_id").asText(),
            rule.path("kind").asText(),
            rule.path("value").asText(),
            rule.path("reason").asText(),
            fields,
            ways);
    }
}
