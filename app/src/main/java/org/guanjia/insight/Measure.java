package org.guanjia.insight;

import java.util.Arrays;
import java.util.List;

/** What a figure counts. */
public enum Measure {
  /** 便民工程 and 公益服务 of the year's library, accepted or closed. */
  MICRO_PROJECTS(false, true),
  /** 微心愿 of the year's library, accepted or closed. */
  WISHES(false, true),
  /** Requests received in the year. */
  REQUESTS_RECEIVED(false, false),
  /** Requests received in the year whose reporters have been told the answer. */
  REQUESTS_TOLD(false, true),
  /** Of those, how many had no deadline missed. */
  IN_TIME(true, true),
  /** Of those that the reporters rated, how many got 4 or 5 of 5. */
  SATISFACTION(true, true),
  /** How many of the requests came in by one channel. */
  CHANNEL_SHARE(true, true),
  /** Requests received in the year that were laid before a superior as overdue. */
  ESCALATED(false, false),
  /** A number that no module counts yet, entered by hand. */
  NUMBER_BY_HAND(false, true),
  /** A share that no module counts yet, entered by hand. */
  SHARE_BY_HAND(true, true);

  private final boolean share;
  private final boolean promised;

  Measure(boolean share, boolean promised) {
    this.share = share;
    this.promised = promised;
  }

  /** Per cent, which are never added up. */
  public boolean share() {
    return share;
  }

  /** Entered by the office. */
  public boolean byHand() {
    return this == NUMBER_BY_HAND || this == SHARE_BY_HAND;
  }

  /** Grows over the year until it is done; the other shares are to be kept up all the time. */
  public boolean grows() {
    return !share || this == SHARE_BY_HAND;
  }

  /** Those a target can be set for. */
  static List<Measure> promisable() {
    return Arrays.stream(values()).filter(measure -> measure.promised).toList();
  }

  /** Those that stand on the map without a target. */
  static List<Measure> mapped() {
    return List.of(REQUESTS_RECEIVED, REQUESTS_TOLD, IN_TIME, SATISFACTION, ESCALATED, MICRO_PROJECTS, WISHES);
  }
}
