package org.guanjia.requests;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form of the follow-up page that could not be done, shown again with what was typed.
 *
 * @param name last part of its address; empty when no form was sent
 * @param kept photos that arrived with it
 * @param notice what has happened meanwhile, instead of an error of a field; null for none
 */
public record FollowDeed(String name, Typed typed, List<ReportForm.KeptPhoto> kept, Map<String, String> errors, @Nullable String notice) {

  static final FollowDeed NONE = new FollowDeed("", Typed.NOTHING, List.of(), Map.of(), null);

  /** The same where the page has no such form any more: what was wrong is told above everything. */
  FollowDeed on(FollowView view) {
    boolean offered =
        switch (name) {
          case "additions" -> view.mayAdd();
          case "answer" -> !view.questions().isEmpty();
          case "withdrawal" -> view.mayWithdraw();
          case "rating" -> view.mayRate();
          case "reopening" -> view.mayReopen();
          default -> true;
        };
    return offered || errors.isEmpty() ? this : new FollowDeed(name, typed, kept, Map.of(), String.join(" ", errors.values()));
  }

  public boolean is(String wanted) {
    return name.equals(wanted);
  }

  public String value(String form, String field) {
    return is(form) ? typed.text(field) : "";
  }

  public @Nullable String error(String form, String field) {
    return is(form) ? errors.get(field) : null;
  }

  public Map<String, String> errors(String form) {
    return is(form) ? errors : Map.of();
  }
}
