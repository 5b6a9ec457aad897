package org.guanjia.coverage;

import java.time.LocalDate;
import java.util.List;
import org.guanjia.platform.ui.Tone;
import org.jspecify.annotations.Nullable;

/**
 * A row of an outside list.
 *
 * @param row number in its file
 * @param number masked; null for none
 * @param person whom the register knows it as; null for nobody
 * @param candidates who may be meant of a doubtful one
 * @param standing null before the first comparison
 * @param paid whether an award pays them in the month
 * @param member whether the register has them in the group
 */
public record ListItem(
    long id, long list, int row, String name, @Nullable String number, @Nullable LocalDate birth, @Nullable String village, Matched matched, @Nullable Long person, List<Long> candidates,
    @Nullable Standing standing, boolean paid, boolean member) {

  public ListItem {
    candidates = List.copyOf(candidates);
  }

  /** How it was matched to the register. */
  public enum Matched {
    NUMBER,
    LIKENESS,
    /** By somebody who looked. */
    CONFIRMED,
    DOUBTFUL,
    NOBODY,
    /** Somebody looked: none of the candidates. */
    REJECTED;

    public boolean known() {
      return this == NUMBER || this == LIKENESS || this == CONFIRMED;
    }
  }

  /** How somebody on the list stands here. */
  public enum Standing {
    PAID,
    /** Entitled, asked for, not paid yet. */
    ASKED,
    /** Entitled, and nobody asked. */
    FORGOTTEN,
    /** A fact is missing. */
    UNKNOWN,
    NOT_ENTITLED,
    /** Nobody determined the month. */
    UNDETERMINED,
    /** Of a list without a programme: in the group by the register too. */
    MEMBER,
    NOT_MEMBER;

    public Tone tone() {
      return switch (this) {
        case PAID, MEMBER -> Tone.SUCCESS;
        case ASKED -> Tone.INFO;
        case FORGOTTEN, NOT_MEMBER -> Tone.DANGER;
        case UNKNOWN, UNDETERMINED -> Tone.WARNING;
        case NOT_ENTITLED -> Tone.NEUTRAL;
      };
    }
  }
}
