package org.guanjia.platform.ui;

import org.jspecify.annotations.Nullable;

/**
 * One thing to choose in a select, radio group or group of check boxes.
 *
 * @param value what the form sends
 * @param hint a second line in small type; null for none
 * @param group heading under which a select lists it; null for none. Choices of one group stand together.
 */
public record Choice(String value, String label, @Nullable String hint, @Nullable String group) {

  public static Choice of(String value, String label) {
    return new Choice(value, label, null, null);
  }

  public static Choice of(String value, String label, @Nullable String hint) {
    return new Choice(value, label, hint, null);
  }

  public Choice in(String group) {
    return new Choice(value, label, hint, group);
  }
}
