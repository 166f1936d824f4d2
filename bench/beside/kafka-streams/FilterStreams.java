package marketplace.beside;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Our filter in Kafka Streams: FilterStreams <streams.properties> <bans.json>. Until SIGTERM; then it says what it has decided. */
public final class FilterStreams {
    private FilterStreams() {}

    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        try (var file = Files.newBufferedReader(Path.of(args[0]))) {
            settings.load(file);
        }
        BanList bans = BanList.read(Path.of(args[1]));
        ByteArraySerializer write = new ByteArraySerializer();
        Topology topology = new Topology()
            .addSource("products", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "products")
            .addProcessor("judge", () -> new Judge(bans), "products")
            .addSink("filtered", "filtered_products", write, write, "judge")
            .addSink("rejected", "rejected_products", write, write, "judge")
            .addSink("dead", "dead_letters", write, write, "judge");
        KafkaStreams streams = new KafkaStreams(topology, settings);
        streams.setUncaughtExceptionHandler(error -> {
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            streams.close();
            System.out.printf(
                "{\"allowed\":%d,\"rejected\":%d,\"dead\":%d}%n",
                Judge.ALLOWED.sum(), Judge.REJECTED.sum(), Judge.DEAD.sum());
            System.out.flush();
            stopped.countDown();
        }));
        streams.start();
        stopped.await();
    }
}
