package org.guanjia.meetings;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** What somebody else saved meanwhile beside what was typed, for the forms that write over something. */
final class Beside {

  private Beside() {}

  static List<Difference> attendance(Page page, Meeting now, Sent sent) {
    return now.members().stream()
        .map(
            member -> {
              String saved = seat(page, member.attendance() == null ? "" : member.attendance().name(), member.who());
              return new Difference(member.name(), saved, seat(page, sent.text("attendance." + member.id()), sent.text("who." + member.id())));
            })
        .filter(Difference::differs)
        .toList();
  }

  static List<Difference> minutes(Page page, Meeting now, Sent sent) {
    var all = new ArrayList<Difference>();
    all.add(new Difference(page.t("meetings.field.summary"), Objects.requireNonNullElse(now.summary(), ""), Checks.cleaned(sent.text("summary"))));
    for (Meeting.Item item : now.items()) {
      if (item.ruling() == null || !sent.typed().containsKey("text." + item.id())) continue;
      all.add(new Difference(item.title(), Objects.requireNonNullElse(item.text(), ""), Checks.cleaned(sent.text("text." + item.id()))));
    }
    return all.stream().filter(Difference::differs).toList();
  }

  private static String seat(Page page, String attendance, @Nullable String who) {
    String came = attendance.isEmpty() ? page.t("meetings.attendance.none") : page.tOr("meetings.attendance." + attendance, attendance);
    return who == null || who.isBlank() ? came : came + " · " + who.strip();
  }
}
