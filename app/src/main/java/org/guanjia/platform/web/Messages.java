package org.guanjia.platform.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Text for people: every file in messages/, each module its own. */
@Component
public class Messages {

  private final ReloadableResourceBundleMessageSource source = new ReloadableResourceBundleMessageSource();

  Messages() throws IOException {
    var files = new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*_zh_CN.properties");
    source.setBasenames(
        Arrays.stream(files)
            .map(file -> "classpath:messages/" + String.valueOf(file.getFilename()).replace("_zh_CN.properties", ""))
            .toArray(String[]::new));
    source.setDefaultEncoding("UTF-8");
    source.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
    source.setAlwaysUseMessageFormat(true);
  }

  /**
   * The message of that key.
   *
   * @throws org.springframework.context.NoSuchMessageException when no file has the key
   */
  public String text(Locale locale, String key, @Nullable Object... arguments) {
    return source.getMessage(key, arguments, locale);
  }

  /** The message of that key, or something else where there is none. */
  public String textOr(Locale locale, String key, String otherwise) {
    String text = source.getMessage(key, null, null, locale);
    return text == null ? otherwise : text;
  }
}
