package org.guanjia.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.guanjia.people.PersonFilter.Standing;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * The page of a person: what holds on its day, and below each attribute what held before.
 *
 * @param name on that day
 * @param line as a list would show the person
 * @param day as of which; null for today
 * @param known as the register knew the person at the end of that day; null for now
 * @param empty nothing is known of that day
 * @param records the person's number, and those of the records merged into it
 * @param history all that was said, taken back and joined, the latest first
 * @param people names of staff by id
 */
public record PersonView(
    long id, int version, String name, PersonLine line, @Nullable LocalDate day, @Nullable LocalDate known, LocalDate today, boolean empty, List<Part> parts,
    List<Household> households, List<Group> groups, List<Happened> events, List<Long> records, List<PersonChapter.Chapter> chapters, List<Moment> history, PlaceNames places,
    Map<String, String> people) {

  /** Attributes that stand together. */
  public record Part(String title, List<Fact> facts) {}

  /**
   * One attribute.
   *
   * @param value masked where it is guarded; null when nothing is known
   * @param href the person that the value names; null for none
   * @param said who said so; null when nothing is known
   * @param past values of before and statements that can be taken back, the latest first
   */
  public record Fact(Attribute attribute, String label, @Nullable String value, @Nullable String href, @Nullable Said said, List<Past> past) {
    public boolean guarded() {
      return attribute.guarded();
    }
  }

  /** Who said so, and since when it holds. */
  public record Said(long statement, String source, LocalDate since) {}

  /** A value of before. */
  public record Past(String value, LocalDate from, @Nullable LocalDate to, String source, long statement) {}

  /** A membership in a special group, with what the page says of it. */
  public record Group(Membership membership, String title, boolean holds, boolean due) {}

  /** A life event, with what the page says of it. */
  public record Happened(long id, String title, LocalDate on, @Nullable String with, @Nullable String withHref, @Nullable String note, String source) {}

  public String path() {
    return "/people/" + id;
  }

  public boolean past() {
    return day != null || known != null;
  }

  /** The day that the page speaks of. */
  public LocalDate on() {
    return day == null ? today : day;
  }

  public List<Group> current() {
    return groups.stream().filter(Group::holds).toList();
  }

  public List<Group> ended() {
    return groups.stream().filter(group -> !group.holds()).toList();
  }

  public List<String> guarded() {
    return parts.stream().flatMap(part -> part.facts().stream()).filter(fact -> fact.guarded() && fact.value() != null).map(Fact::label).toList();
  }

  public Tone tone() {
    return tone(line.standing());
  }

  /** The colour of how somebody stands to the town. */
  public static Tone tone(Standing standing) {
    return switch (standing) {
      case REGISTERED -> Tone.SUCCESS;
      case INCOMER, RESIDENT -> Tone.INFO;
      case AWAY -> Tone.WARNING;
      case ALL, LEFT, DIED -> Tone.NEUTRAL;
    };
  }

  /** Who wrote it down. */
  public static String who(Page page, Map<String, String> people, String actor) {
    String name = people.get(actor);
    if (name != null) return name;
    return page.t(actor.equals("system") ? "register.who.system" : actor.startsWith("token:") ? "register.who.otherSystem" : "register.who.unknown");
  }

  static @Nullable Instant endOf(@Nullable LocalDate day) {
    return day == null ? null : day.plusDays(1).atStartOfDay(org.guanjia.platform.calendar.WorkingDays.ZONE).toInstant().minusMillis(1);
  }
}
