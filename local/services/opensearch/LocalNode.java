package marketplace.opensearch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.opensearch.Version;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasModulePlugin;
import org.opensearch.index.rankeval.RankEvalModulePlugin;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.ingest.common.IngestCommonModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.percolator.PercolatorModulePlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.script.expression.ExpressionModulePlugin;
import org.opensearch.script.mustache.MustacheModulePlugin;
import org.opensearch.search.aggregations.matrix.MatrixAggregationModulePlugin;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * An OpenSearch node whose modules come from the class path.
 *
 * <p>The stock launcher wants the layout of the distribution archive, which no package registry has, and refuses to
 * run as root, which is who runs in many containers.
 */
public final class LocalNode extends Node {
  /** A module and, where it has one, the module that it extends. */
  private record Module(Class<? extends Plugin> plugin, List<Class<? extends Plugin>> extended) {
    Module(Class<? extends Plugin> plugin) {
      this(plugin, List.of());
    }

    PluginInfo info() {
      List<String> extendedNames = extended.stream().<String>map(Class::getName).toList();
      String name = plugin.getName();
      return new PluginInfo(name, "module", "NA", Version.CURRENT, "21", name, null, extendedNames, false);
    }
  }

  private static final List<Class<? extends Plugin>> PAINLESS = List.of(PainlessModulePlugin.class);

  private static final List<Module> MODULES =
      List.of(
          new Module(PainlessModulePlugin.class),
          new Module(AnalysisModule.class, PAINLESS),
          new Module(ExpressionModulePlugin.class),
          new Module(IngestCommonModulePlugin.class, PAINLESS),
          new Module(MapperExtrasModulePlugin.class, PAINLESS),
          new Module(MatrixAggregationModulePlugin.class),
          new Module(MustacheModulePlugin.class),
          new Module(Netty4ModulePlugin.class),
          new Module(PercolatorModulePlugin.class),
          new Module(RankEvalModulePlugin.class),
          new Module(ReindexModulePlugin.class),
          new Module(RawQueryPlugin.class));

  private LocalNode(Environment environment, Collection<PluginInfo> modules) {
    super(environment, modules, true);
  }

  /**
   * Runs a node until the process is asked to end.
   *
   * @param arguments the node's home folder, which has config/opensearch.yml and config/log4j2.properties
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toAbsolutePath();
    // The node lists these folders even though every module is on the class path.
    for (Path folder : Stream.of("plugins", "modules").map(home::resolve).toList()) {
      Files.createDirectories(folder);
    }

    Settings settings = Settings.builder().put(Environment.PATH_HOME_SETTING.getKey(), home).build();
    LogConfigurator.registerErrorListener();
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> "local");
    LogConfigurator.configure(environment);

    LocalNode node = new LocalNode(environment, MODULES.stream().map(Module::info).toList());
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, closed), "close-node"));
    node.start();
    closed.await();
  }

  private static void close(LocalNode node, CountDownLatch closed) {
    try {
      node.close();
    } catch (Exception e) {
      e.printStackTrace();
    } finally {
      closed.countDown();
    }
  }
}
