package org.guanjia.requests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/**
 * A drop-in day as its form shows it: as it stands, or as it was typed.
 *
 * @param id null for a new one
 * @param errors message by field
 */
public record DropInForm(
    @Nullable Long id,
    int version,
    String leader,
    String village,
    String heldOn,
    String from,
    String place,
    String note,
    List<Choice> villages,
    Map<String, String> errors) {

  static DropInForm blank(List<Choice> villages) {
    return new DropInForm(null, 0, "", "", "", "", "", "", villages, Map.of());
  }

  static DropInForm of(DropIns.Day day, List<Choice> villages) {
    return new DropInForm(
        day.id(), day.version(), day.leader(), day.village(), day.heldOn().toString(),
        day.from() == null ? "" : day.from().toString(), day.place() == null ? "" : day.place(),
        day.note() == null ? "" : day.note(), villages, Map.of());
  }

  static DropInForm typed(
      @Nullable Long id, Map<String, String> typed, List<Choice> villages, Map<String, String> errors) {
    String version = typed.getOrDefault("version", "0");
    return new DropInForm(
        id, version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 0, typed.getOrDefault("leader", ""),
        typed.getOrDefault("village", ""), typed.getOrDefault("heldOn", ""), typed.getOrDefault("from", ""),
        typed.getOrDefault("place", ""), typed.getOrDefault("note", ""), villages, errors);
  }

  /** What was typed, with what somebody else has saved meanwhile beside each field that differs; sent again, what was typed stands. */
  static DropInForm beside(DropIns.Day saved, Map<String, String> typed, List<Choice> villages, UnaryOperator<String> savedNow) {
    DropInForm now = of(saved, villages);
    DropInForm mine = typed(saved.id(), typed, villages, Map.of());
    Map<String, String> typedByField = mine.shown();
    var differing = new LinkedHashMap<String, String>();
    now.shown().forEach(
        (field, value) -> {
          if (!value.equals(typedByField.get(field))) differing.put(field, savedNow.apply(value));
        });
    return new DropInForm(
        saved.id(), saved.version(), mine.leader(), mine.village(), mine.heldOn(), mine.from(), mine.place(), mine.note(), villages, differing);
  }

  /** What each field shows, in their order on the form. */
  private Map<String, String> shown() {
    var shown = new LinkedHashMap<String, String>();
    shown.put("leader", leader);
    shown.put("village", villageName());
    shown.put("heldOn", heldOn);
    shown.put("from", from);
    shown.put("place", place);
    shown.put("note", note);
    return shown;
  }

  private String villageName() {
    return villages.stream().filter(choice -> choice.value().equals(village)).map(Choice::label).findFirst().orElse(village);
  }

  public String action() {
    return id == null ? "/drop-ins" : "/drop-ins/" + id;
  }
}
