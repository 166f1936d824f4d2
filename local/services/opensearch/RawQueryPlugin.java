package marketplace.opensearch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.rest.RestHandler;

/**
 * Lets a query string hold UTF-8 as it is typed: {@code curl "localhost:9200/filtered_products/_search?q=name:часы"}.
 *
 * <p>curl sends those bytes without percent-encoding. Netty reads a request line as one character a byte (Latin-1),
 * so OpenSearch would search for {@code Ñ‡Ð°Ñ�Ñ‹}, find nothing and answer 200.
 */
public final class RawQueryPlugin extends Plugin implements ActionPlugin {
  @Override
  public UnaryOperator<RestHandler> getRestHandlerWrapper(ThreadContext context) {
    return handler ->
        (request, channel, client) -> {
          request.params().replaceAll((name, value) -> decode(value));
          handler.handleRequest(request, channel, client);
        };
  }

  /**
   * Reads the characters of a Latin-1 string as the bytes of a UTF-8 one. A string that was percent-encoded (it has
   * characters beyond Latin-1 or none beyond ASCII) and one that is no UTF-8 stay as they are.
   */
  static String decode(String value) {
    if (value == null || value.chars().allMatch(c -> c < 0x80) || value.chars().anyMatch(c -> c > 0xFF)) {
      return value;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }
}
