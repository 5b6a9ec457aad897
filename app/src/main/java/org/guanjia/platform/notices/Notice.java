package org.guanjia.platform.notices;

import java.util.List;
import java.util.Locale;

/**
 * Something that a person is to be told.
 *
 * @param event what happened, by a name that is the same each time it is told of: {@code answer:512:CS26-00042-7}. One
 *     event reaches one recipient by one channel once, however often it is put in the outbox.
 * @param template message key of the text; mail and inbox have a subject under the same key with {@code .subject}
 * @param arguments of the message; a name or an address does not belong into a text message
 * @param urgent may go out as a text message at night too
 */
public record Notice(
    String event, Recipient recipient, String template, List<String> arguments, Locale locale, boolean urgent) {

  /** In Chinese, and not at night. */
  public static Notice of(String event, Recipient recipient, String template, String... arguments) {
    return new Notice(event, recipient, template, List.of(arguments), Locale.SIMPLIFIED_CHINESE, false);
  }
}
