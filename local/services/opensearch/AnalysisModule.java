package marketplace.opensearch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.th.ThaiTokenizer;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.index.analysis.AnalyzerProvider;
import org.opensearch.index.analysis.PreBuiltAnalyzerProviderFactory;
import org.opensearch.indices.analysis.AnalysisModule.AnalysisProvider;

/**
 * The analyzers of the standard distribution that this Java run time can build.
 *
 * <p>A node builds every ready-made analyzer for every new index and refuses the index when one fails. The Thai one
 * needs Java's Thai word breaks, which small run times leave out.
 */
public final class AnalysisModule extends CommonAnalysisModulePlugin {
  private static final String THAI = "thai";

  @Override
  public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
    var analyzers = new HashMap<>(super.getAnalyzers());
    if (!ThaiTokenizer.DBBI_AVAILABLE) {
      analyzers.remove(THAI);
    }
    return analyzers;
  }

  @Override
  public List<PreBuiltAnalyzerProviderFactory> getPreBuiltAnalyzerProviderFactories() {
    return super.getPreBuiltAnalyzerProviderFactories().stream()
        .filter(factory -> ThaiTokenizer.DBBI_AVAILABLE || !factory.getName().equals(THAI))
        .toList();
  }
}
