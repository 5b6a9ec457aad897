package org.guanjia.requests;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What a resident typed, as it can be kept: one kind of line break, no characters that nobody can see.
 *
 * @param values by field; a field that was not sent is absent
 */
public record Typed(Map<String, String> values) {

  static final Typed NOTHING = new Typed(Map.of());
  private static final int FIELDS_MAX = 100;

  static Typed of(MultiValueMap<String, String> sent) {
    var values = new LinkedHashMap<String, String>();
    sent.forEach(
        (name, all) -> {
          if (values.size() < FIELDS_MAX && !all.isEmpty() && all.getFirst() != null) values.put(name, cleaned(all.getFirst()));
        });
    return new Typed(values);
  }

  /** Empty when not sent. */
  public String text(String name) {
    return values.getOrDefault(name, "");
  }

  @Nullable String orNull(String name) {
    String text = text(name).strip();
    return text.isEmpty() ? null : text;
  }

  public boolean ticked(String name) {
    return values.containsKey(name);
  }

  /** Fields that came in another encoding than the page's: nobody could read them any more. */
  List<FieldError> unreadable(String... names) {
    var errors = new ArrayList<FieldError>();
    for (String name : names) {
      if (text(name).indexOf('\uFFFD') >= 0) errors.add(FieldError.of(name, "report.error.unreadable"));
    }
    return errors;
  }

  void refuseUnreadable(String... names) {
    List<FieldError> errors = unreadable(names);
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  /** The first error of each field in the viewer's language. */
  static Map<String, String> told(Page page, List<FieldError> errors) {
    var told = new LinkedHashMap<String, String>();
    errors.forEach(error -> told.putIfAbsent(error.field(), page.t(error.key(), error.arguments().toArray())));
    return told;
  }

  /**
   * The key under which a form is done once: all visitors are one actor, so that a key alone, read off somebody's
   * screen, must not give out what that person was answered.
   *
   * @param holder what only the sender of the form has
   */
  @Nullable String key(String holder) {
    String key = orNull("key");
    return key == null ? null : digest(holder + "|" + key);
  }

  static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  private static String cleaned(String sent) {
    String text = sent.replace("\r\n", "\n").replace('\r', '\n');
    return text.chars().noneMatch(Typed::invisible) ? text : text.replaceAll("[\\p{Cc}\\p{Cs}\u202A-\u202E\u2066-\u2069&&[^\n\t]]", "");
  }

  /** PostgreSQL refuses NUL; the characters that turn the direction of writing make a text read as another one. */
  private static boolean invisible(int c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t') || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }
}
