package org.guanjia.platform.web;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.NoSuchMessageException;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Text for people: every file in messages/, each module its own. A page has hundreds of them, most without arguments, so that what a key says is worked
 * out once for each language.
 */
@Component
public class Messages {

  /** Below it no language groups the digits. */
  private static final int UNGROUPED_BELOW = 1000;

  private final Files files = new Files();
  private final Map<Locale, Map<String, Text>> known = new ConcurrentHashMap<>();

  /** Asked for a message as it stands, before arguments are put in. */
  private static final class Files extends ReloadableResourceBundleMessageSource {
    @Nullable MessageFormat format(String key, Locale locale) {
      return resolveCode(key, locale);
    }
  }

  /**
   * What a key says in a language.
   *
   * @param bare what it says without arguments
   * @param plain by argument, whether it is put in as it is, with no format of its own
   */
  private record Text(MessageFormat format, String bare, boolean[] plain) {

    static Text of(MessageFormat format) {
      var formats = format.getFormatsByArgumentIndex();
      var plain = new boolean[formats.length];
      for (int i = 0; i < plain.length; i++) plain[i] = formats[i] == null;
      return new Text(format, format.format(new Object[0]), plain);
    }

    String with(@Nullable Object[] arguments) {
      if (arguments.length == 0 || plain.length == 0) return bare;
      @Nullable Object[] shown = arguments.clone();
      // A format makes itself a format of numbers for each number it meets, which costs more than all the rest.
      for (int i = 0; i < Math.min(shown.length, plain.length); i++) if (plain[i] && isShort(shown[i])) shown[i] = String.valueOf(shown[i]);
      synchronized (format) {
        return format.format(shown);
      }
    }

    private static boolean isShort(@Nullable Object argument) {
      return (argument instanceof Integer || argument instanceof Long) && Math.abs(((Number) argument).longValue()) < UNGROUPED_BELOW;
    }
  }

  Messages() throws IOException {
    var found = new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*_zh_CN.properties");
    files.setBasenames(
        Arrays.stream(found)
            .map(file -> "classpath:messages/" + String.valueOf(file.getFilename()).replace("_zh_CN.properties", ""))
            .toArray(String[]::new));
    files.setDefaultEncoding("UTF-8");
    files.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
  }

  /**
   * The message of that key.
   *
   * @throws org.springframework.context.NoSuchMessageException when no file has the key
   */
  public String text(Locale locale, String key, @Nullable Object... arguments) {
    Text text = find(locale, key);
    if (text == null) throw new NoSuchMessageException(key, locale);
    return text.with(arguments);
  }

  /** The message of that key, or something else where there is none. */
  public String textOr(Locale locale, String key, String otherwise) {
    Text text = find(locale, key);
    return text == null ? otherwise : text.bare();
  }

  private @Nullable Text find(Locale locale, String key) {
    Map<String, Text> texts = known.computeIfAbsent(locale, any -> new ConcurrentHashMap<>());
    Text text = texts.get(key);
    if (text != null) return text;
    MessageFormat format = files.format(key, locale);
    if (format == null) return null;
    Text made = Text.of(format);
    texts.put(key, made);
    return made;
  }
}
