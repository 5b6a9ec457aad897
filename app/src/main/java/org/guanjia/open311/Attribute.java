package org.guanjia.open311;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a service asks beside the place and the description.
 *
 * @param code unique within the service; {@value #AFFECTED} goes into the request's "who is affected"
 * @param variable false for a line that only tells the person something
 * @param description the question, in Chinese
 * @param hint how to answer it; null for nothing
 * @param values what can be chosen, for lists alone
 */
public record Attribute(
    String code,
    Datatype datatype,
    boolean variable,
    boolean required,
    String description,
    @Nullable String descriptionEn,
    @Nullable String hint,
    List<Value> values) {

  static final String AFFECTED = "affected";

  /** What an answer looks like, by the specification's names. */
  public enum Datatype {
    STRING,
    NUMBER,
    DATETIME,
    TEXT,
    SINGLEVALUELIST,
    MULTIVALUELIST;

    String external() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the answer is one of given values. */
    public boolean isList() {
      return this == SINGLEVALUELIST || this == MULTIVALUELIST;
    }
  }

  /** One that can be chosen. */
  public record Value(String key, String name, @Nullable String nameEn) {}

  Optional<Value> value(String key) {
    return values.stream().filter(value -> value.key().equals(key)).findFirst();
  }

  static String in(Locale locale, String chinese, @Nullable String english) {
    return english != null && !english.isBlank() && locale.getLanguage().equals("en") ? english : chinese;
  }
}
