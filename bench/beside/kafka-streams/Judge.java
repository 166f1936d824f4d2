package marketplace.beside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Judges each product as functions/filter does. Of what makes a product valid it checks only the fields that are required. */
final class Judge implements Processor<byte[], byte[], byte[], byte[]> {
    static final LongAdder ALLOWED = new LongAdder();
    static final LongAdder REJECTED = new LongAdder();
    static final LongAdder DEAD = new LongAdder();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PRODUCT = "{\"product\":".getBytes(StandardCharsets.UTF_8);

    private final BanList bans;
    private ProcessorContext<byte[], byte[]> context;

    Judge(BanList bans) {
        this.bans = bans;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        BanList list = bans;
        if (record.value() == null) {
            forward("filtered", record.key(), null, record, list, "withdrawn");
            return;
        }
        try {
            JsonNode product = JSON.readTree(record.value());
            if (!isProduct(product)) throw new IOException("not a product");
            byte[] key = product.get("product_id").asText().getBytes(StandardCharsets.UTF_8);
            List<Matcher.Match> matches = list.matcher().match(product);
            if (matches.isEmpty()) {
                ALLOWED.increment();
                forward("filtered", key, record.value(), record, list, "allowed");
                return;
            }
            REJECTED.increment();
            ObjectNode why = reasons(matches);
            Headers headers = headers(record, list, "rejected");
            headers.add("rejection", JSON.writeValueAsBytes(why));
            headers.add("rejected_product", record.value());
            forward("rejected", key, rejection(record.value(), why, list), record, list, null);
            context.forward(new Record<>(key, null, record.timestamp(), headers), "filtered");
        } catch (IOException unreadable) {
            DEAD.increment();
            forward("dead", record.key(), record.value(), record, list, null);
        }
    }

    private static boolean isProduct(JsonNode product) {
        JsonNode price = product.path("price");
        return !product.path("product_id").asText("").isEmpty()
            && !product.path("name").asText("").isBlank()
            && !product.path("category").asText("").isBlank()
            && price.path("amount").isNumber()
            && price.path("amount").asDouble() >= 0
            && price.path("currency").asText("").length() == 3;
    }

    private static ObjectNode reasons(List<Matcher.Match> matches) {
        ObjectNode verdict = JSON.createObjectNode();
        ArrayNode reasons = verdict.putArray("reasons");
        for (Matcher.Match match : matches)
            reasons
                .addObject()
                .put("rule_id", match.rule().id())
                .put("kind", match.rule().kind())
                .put("value", match.rule().value())
                .put("reason", match.rule().reason())
                .put("field", match.field())
                .put("matched", match.matched())
                .put("at", match.at());
        return verdict.put("rejected_at", Instant.now().toString());
    }

    private static byte[] rejection(byte[] product, ObjectNode why, BanList list) throws IOException {
        byte[] rest = JSON.writeValueAsBytes(why.put("ban_list_version", list.version()));
        ByteArrayOutputStream value = new ByteArrayOutputStream(PRODUCT.length + product.length + rest.length);
        value.writeBytes(PRODUCT);
        value.writeBytes(product);
        value.write(',');
        value.write(rest, 1, rest.length - 1);
        return value.toByteArray();
    }

    private void forward(
            String sink, byte[] key, byte[] value, Record<byte[], byte[]> record, BanList list, String verdict) {
        context.forward(new Record<>(key, value, record.timestamp(), headers(record, list, verdict)), sink);
    }

    private static Headers headers(Record<byte[], byte[]> record, BanList list, String verdict) {
        Header version = record.headers().lastHeader("version");
        Headers headers = new RecordHeaders();
        headers.add("version", version == null ? bytes(String.valueOf(record.timestamp())) : version.value());
        headers.add("ban_list_version", bytes(String.valueOf(list.version())));
        if (verdict != null) headers.add("verdict", bytes(verdict));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
