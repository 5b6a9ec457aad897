package org.guanjia.people;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.Page;
import org.springframework.stereotype.Component;

/** A list of people leaves with a mark in each row: who took it along, and when; each person can be told that they were in it. */
@Component
public class MarkedExport {

  private static final int TOLD_AT_ONCE = 500;
  private static final Set<Attribute> SHOWN = EnumSet.of(Attribute.NAME, Attribute.SEX, Attribute.BIRTH, Attribute.VILLAGE, Attribute.GROUP);

  private final Export export;
  private final Looks looks;
  private final Clock clock;

  MarkedExport(Export export, Looks looks, Clock clock) {
    this.export = export;
    this.looks = looks;
    this.clock = clock;
  }

  /**
   * @param rows opened and closed within one transaction
   * @param person whom a row is about; 0 for nobody whom the register knows
   */
  public <R> void send(
      Page page, HttpServletResponse response, SheetFormat format, String name, List<Export.Column<R>> columns, Supplier<Stream<R>> rows, ToLongFunction<R> person) {
    Viewer viewer = Objects.requireNonNull(page.viewer());
    String mark = page.t("register.exportMark.text", viewer.name(), viewer.username(), page.dateTime(clock.instant()));
    List<Export.Column<R>> marked = new ArrayList<>(columns);
    marked.add(new Export.Column<>(page.t("register.exportMark"), row -> mark));
    export.send(response, format, name, marked, () -> told(rows.get(), person, mark));
  }

  private <R> Stream<R> told(Stream<R> rows, ToLongFunction<R> person, String mark) {
    List<Long> waiting = new ArrayList<>();
    return rows
        .peek(row -> {
          long about = person.applyAsLong(row);
          if (about != 0) waiting.add(about);
          if (waiting.size() == TOLD_AT_ONCE) tell(waiting, mark);
        })
        .onClose(() -> tell(waiting, mark));
  }

  private void tell(List<Long> waiting, String mark) {
    if (!waiting.isEmpty()) looks.exported(waiting, SHOWN, mark);
    waiting.clear();
  }
}
