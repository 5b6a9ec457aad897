package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.FINDING;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.coverage.db.tables.records.FindingRecord;
import org.guanjia.payments.PaidMonths;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;

/** Rows of the schema as what they stand for. */
final class CoverageRows {

  static final List<String> OPEN = List.of(FindingState.FOUND.name(), FindingState.ASSIGNED.name(), FindingState.CONTACTED.name());

  private CoverageRows() {}

  static Condition inTown() {
    return FINDING.TOWN.eq(town());
  }

  static Finding finding(FindingRecord row) {
    return new Finding(
        row.getId(), FindingKind.valueOf(row.getKind()), row.getPersonId(), row.getProgramme(), row.getOther(), List.of(row.getProgrammes()), row.getMissing(), row.getByList(),
        row.getBeforeFen(), row.getAmountFen(), row.getAwardId(), YearMonth.from(row.getMonth()), row.getVillage(), row.getGrid(), FindingState.valueOf(row.getState()), row.getHolds(),
        row.getVersion(), row.getAssignee(), row.getDueOn(), row.getTries(), row.getNextTry(), row.getLastResult() == null ? null : ContactResult.valueOf(row.getLastResult()),
        row.getAskAgainOn(), row.getResultAward(), row.getWhy() == null ? null : PaidMonths.Why.valueOf(row.getWhy()), row.getFirstFoundAt(), row.getFoundAt(), row.getChangedAt());
  }

  static LocalDate first(YearMonth month) {
    return month.atDay(1);
  }

  static String town() {
    return TownContext.required().town();
  }
}
