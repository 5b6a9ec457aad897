package org.guanjia.rules;

import java.util.List;

/** Looks for rows that overlap and for persons no row applies to. */
record TableCheck(MonthRules rules, List<Problem> problems) {

  void check() {
  }
}
