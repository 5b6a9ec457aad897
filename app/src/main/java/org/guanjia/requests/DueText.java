package org.guanjia.requests;

import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;

/** A deadline as people say it: today, tomorrow, so many working days left or late. */
public record DueText(String label, Tone tone) {

  static DueText of(Page page, Deadlines deadlines, MatterLine line) {
    if (!line.state().open()) return closed(page, line);
    if (line.clockStopped()) return new DueText(page.t("desk.due.stopped"), Tone.NEUTRAL);
    int late = deadlines.workingDaysLate(line.dueOn());
    if (late > 0) return new DueText(page.t("desk.due.late", late), Tone.DANGER);
    if (line.dueOn().equals(deadlines.today())) return new DueText(page.t("desk.due.today"), Tone.WARNING);
    if (line.dueOn().equals(deadlines.today().plusDays(1))) return new DueText(page.t("desk.due.tomorrow"), Tone.WARNING);
    return new DueText(page.t("desk.due.left", deadlines.workingDaysLeft(line.dueOn())), Tone.NEUTRAL);
  }

  private static DueText closed(Page page, MatterLine line) {
    if (line.closedAt() == null) return new DueText("", Tone.NEUTRAL);
    return new DueText(page.t("desk.due.closed", page.date(line.closedAt().atZone(Deadlines.ZONE).toLocalDate())), Tone.NEUTRAL);
  }
}
