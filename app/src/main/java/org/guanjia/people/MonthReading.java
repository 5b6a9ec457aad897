package org.guanjia.people;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.guanjia.people.RegisterReading.InMonth;
import org.guanjia.people.RegisterReading.OfGroup;
import org.guanjia.platform.identity.Sex;
import org.jspecify.annotations.Nullable;

/**
 * One person's statements as they are read, added up to what held in a month. When somebody was born and of which sex they are is no matter of days:
 * the last word counts, of whichever day it is. Whoever died or left in the month was here in it.
 */
final class MonthReading {

  /** A statement's part that is asked for; {@code cleared} are names of attributes. */
  record Saying(
      LocalDate from, @Nullable Sex sex, @Nullable LocalDate birth, @Nullable String village, @Nullable Boolean registered, @Nullable Boolean resident, @Nullable LocalDate diedOn,
      Set<String> cleared) {}

  /** What is said of being registered or resident, as it changes. */
  private static final class Standing {
    @Nullable Boolean now;
    @Nullable Boolean inMonth;
    @Nullable LocalDate heldSince;
    @Nullable LocalDate endedOn;

    void said(boolean value, LocalDate from, LocalDate first) {
      boolean held = Boolean.TRUE.equals(now);
      if (value && !held) heldSince = from;
      if (!value && held) endedOn = from;
      if (value) endedOn = null;
      // What held when the month began, or came in it; what ended in it held before.
      boolean heldIntoMonth = held && from.isAfter(first);
      inMonth = value || heldIntoMonth || Boolean.TRUE.equals(inMonth) && from.isAfter(first);
      now = value;
    }
  }

  final long person;
  final List<Long> records = new ArrayList<>();
  final List<OfGroup> groups = new ArrayList<>();
  final List<LocalDate> departures = new ArrayList<>();
  private final LocalDate first;
  private final LocalDate last;
  private final Standing registered = new Standing();
  private final Standing resident = new Standing();
  private @Nullable Sex sex;
  private @Nullable LocalDate birth;
  private @Nullable String village;
  private @Nullable LocalDate diedOn;
  private @Nullable LocalDate diedFrom;

  MonthReading(long person, YearMonth month) {
    this.person = person;
    this.first = month.atDay(1);
    this.last = month.atEndOfMonth();
  }

  /** In the order of days, and of one day in that of writing down. */
  void said(Saying saying) {
    if (saying.sex() != null) sex = saying.sex();
    if (saying.birth() != null) birth = saying.birth();
    if (saying.diedOn() != null) {
      diedOn = saying.diedOn();
      diedFrom = saying.from();
    } else if (saying.cleared().contains(Attribute.DIED_ON.name())) {
      diedOn = null;
      diedFrom = null;
    }
    if (saying.from().isAfter(last)) return;
    if (saying.village() != null) village = saying.village();
    if (saying.registered() != null) registered.said(saying.registered(), saying.from(), first);
    if (saying.resident() != null) resident.said(saying.resident(), saying.from(), first);
  }

  InMonth done() {
    return new InMonth(person, List.copyOf(records), birth, sex, village, registered.inMonth, resident.inMonth, registered.heldSince, diedOn, movedOutOn(), List.copyOf(groups));
  }

  private @Nullable LocalDate movedOutOn() {
    boolean here = Boolean.TRUE.equals(registered.now) || Boolean.TRUE.equals(resident.now);
    boolean wasHere = registered.heldSince != null || resident.heldSince != null;
    if (here || !wasHere) return null;
    LocalDate said = later(registered.endedOn, resident.endedOn);
    if (diedOn != null && said != null && said.equals(diedFrom)) return null; // death is no departure
    return departures.stream().filter(day -> !day.isAfter(last)).reduce((one, other) -> other).orElse(said);
  }

  private static @Nullable LocalDate later(@Nullable LocalDate one, @Nullable LocalDate other) {
    if (one == null) return other;
    return other == null || one.isAfter(other) ? one : other;
  }
}
