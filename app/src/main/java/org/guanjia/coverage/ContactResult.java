package org.guanjia.coverage;

import static org.guanjia.coverage.FindingKind.FORGOTTEN;
import static org.guanjia.coverage.FindingKind.UNKNOWN;
import static org.guanjia.coverage.FindingKind.UPCOMING;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What came of a try. */
public enum ContactResult {
  /** The missing fact was stated, with its paper. The finding is settled once the rules have seen it. */
  FACT_STATED(EnumSet.of(UNKNOWN), false),
  /** Asks for it: an application is opened. */
  APPLIES(EnumSet.of(FORGOTTEN, UPCOMING), true),
  /** Does not want it, for a reason; asked again after a day. */
  DECLINES(EnumSet.of(FORGOTTEN, UPCOMING), true),
  /** Refuses to say; asked again after a day. */
  REFUSES(EnumSet.of(UNKNOWN), true),
  NOT_REACHED(EnumSet.allOf(FindingKind.class), false),
  /** Moved away: written into the register by whoever may, and the facts settle it. */
  MOVED(EnumSet.allOf(FindingKind.class), false),
  /** Died: likewise. */
  DIED(EnumSet.allOf(FindingKind.class), false),
  /** The award is ended. */
  ENDED(EnumSet.of(FindingKind.NO_LONGER, FindingKind.DOUBLE_PROGRAMME, FindingKind.DOUBLE_RECORD, FindingKind.DOUBLE_ACCOUNT, FindingKind.DOUBLE_TOWN), true),
  /** It is in order as it is, for a reason. */
  EXPLAINED(EnumSet.complementOf(EnumSet.of(UNKNOWN, FORGOTTEN)), true);

  private final Set<FindingKind> kinds;
  private final boolean resolves;

  ContactResult(Set<FindingKind> kinds, boolean resolves) {
    this.kinds = kinds;
    this.resolves = resolves;
  }

  public boolean of(FindingKind kind) {
    return kinds.contains(kind);
  }

  /** Whether nothing is left to do then. */
  public boolean resolves() {
    return resolves;
  }

  /** Whether a reason must be given. */
  public boolean needsReason() {
    return this == DECLINES || this == REFUSES || this == EXPLAINED || this == ENDED;
  }

  public boolean asksAgain() {
    return this == DECLINES || this == REFUSES;
  }

  public static List<ContactResult> of(Finding finding) {
    return Arrays.stream(values()).filter(result -> result.of(finding.kind())).toList();
  }
}
