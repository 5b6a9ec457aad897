package org.guanjia.requests;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.guanjia.platform.spreadsheets.Export.Column;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** A list of matters as a sheet; like the list on the page it holds nothing of the persons who reported them. */
final class MatterColumns {

  private MatterColumns() {}

  static List<Column<MatterRow>> of(Page page) {
    return List.of(
        new Column<>(page.t("desk.column.code"), MatterRow::code),
        new Column<>(page.t("desk.column.title"), row -> row.line().title()),
        new Column<>(page.t("desk.column.state"), row -> page.t("requests.state." + row.line().state().name())),
        new Column<>(page.t("desk.column.outcome"), row -> row.line().outcome() == null ? null : page.t("requests.outcome." + row.line().outcome().name())),
        new Column<>(page.t("desk.column.dueOn"), row -> row.line().dueOn()),
        new Column<>(page.t("desk.column.due"), MatterRow::due),
        new Column<>(page.t("desk.column.village"), MatterRow::village),
        new Column<>(page.t("desk.column.address"), row -> row.line().address()),
        new Column<>(page.t("desk.column.category"), MatterRow::category),
        new Column<>(page.t("desk.column.departments"), MatterRow::departments),
        new Column<>(page.t("desk.column.assignee"), MatterRow::assignee),
        new Column<>(page.t("desk.column.channel"), row -> page.t("requests.channel." + row.line().channel().name())),
        new Column<>(page.t("desk.column.receivedAt"), row -> local(row.line().receivedAt())),
        new Column<>(page.t("desk.column.closedAt"), row -> local(row.line().closedAt())),
        new Column<>(page.t("desk.column.level"), row -> row.line().escalationLevel()),
        new Column<>(page.t("desk.column.rating"), row -> row.line().rating()));
  }

  static @Nullable LocalDateTime local(@Nullable Instant instant) {
    return instant == null ? null : LocalDateTime.ofInstant(instant, Deadlines.ZONE);
  }
}
