package marketplace.beside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The ban list, read from its topic before anything is judged, and followed after that. */
final class BanList {
    record Version(long number, Matcher matcher) {}

    private static final TopicPartition TOPIC = new TopicPartition("banned_products", 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Matcher.Rule> rules = new HashMap<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private volatile Version current = new Version(0, new Matcher(List.of()));

    BanList(Properties connection) throws Exception {
        consumer = new KafkaConsumer<>(connection, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(TOPIC));
        consumer.seekToBeginning(List.of(TOPIC));
        long end = consumer.endOffsets(List.of(TOPIC)).get(TOPIC);
        while (consumer.position(TOPIC) < end) take(Duration.ofMillis(100));
        Thread following = new Thread(this::follow, "ban-list");
        following.setDaemon(true);
        following.start();
    }

    Version current() {
        return current;
    }

    private void follow() {
        try {
            for (;;) take(Duration.ofSeconds(1));
        } catch (Exception error) {
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private void take(Duration wait) throws Exception {
        var records = consumer.poll(wait);
        if (records.isEmpty()) return;
        for (var record : records) {
            if (record.value() == null) rules.remove(record.key());
            else rules.put(record.key(), ruleOf(JSON.readTree(record.value())));
        }
        current = new Version(consumer.position(TOPIC), new Matcher(rules.values()));
    }

    private static Matcher.Rule ruleOf(JsonNode rule) {
        return new Matcher.Rule(
            rule.path("id").asText(),
            rule.path("kind").asText(),
            rule.path("value").asText().strip(),
            rule.path("reason").asText().strip());
    }
}
