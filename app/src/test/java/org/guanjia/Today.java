package org.guanjia;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** The day it is in the town, wherever the tests run: in the evening of UTC it is tomorrow there. */
public final class Today {

  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private Today() {}

  public static LocalDate date() {
    return LocalDate.now(ZONE);
  }

  public static YearMonth month() {
    return YearMonth.now(ZONE);
  }
}
