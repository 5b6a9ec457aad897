package org.guanjia.requests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Tile;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.MatterFilter.Standing;
import org.guanjia.requests.MatterFilter.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The lists that staff work from, each page read in one transaction by a number of statements that does not grow with it. */
@Service
public class Desk {

  /** Counts are bounded: beyond, a list says "99+". */
  static final int COUNTED_MAX = 100;

  private static final int URGENT_SHOWN = 8;

  private final Matters matters;
  private final MatterRows rows;
  private final TellingTasks tellings;
  private final Users users;
  private final Deadlines deadlines;
  private final ObjectProvider<TodayTasks> further;

  Desk(Matters matters, MatterRows rows, TellingTasks tellings, Users users, Deadlines deadlines, ObjectProvider<TodayTasks> further) {
    this.matters = matters;
    this.rows = rows;
    this.tellings = tellings;
    this.users = users;
    this.deadlines = deadlines;
    this.further = further;
  }

  /** A tile before it is counted. */
  private record Counted(String key, MatterFilter filter, Tone tone) {}

  @Transactional(readOnly = true)
  public Today today(Page page) {
    List<Counted> tasks = tasks(page);
    List<Counted> standing = standing(page);
    var all = new ArrayList<>(tasks);
    all.addAll(standing);
    List<Integer> counts = matters.counts(all.stream().map(Counted::filter).toList(), COUNTED_MAX);
    var tiles = new ArrayList<Tile>();
    for (int i = 0; i < all.size(); i++) tiles.add(tile(page, all.get(i), counts.get(i)));
    int called = tasks.size();
    if (page.may(Permission.REQUESTS_TELL)) {
      int waiting = tellings.count(null, COUNTED_MAX);
      tiles.add(called++, tile(page, "tell", waiting, "/tellings").tone(waiting == 0 ? null : Tone.ACCENT));
    }
    List<MatterLine> urgent = matters.list(MatterFilter.OPEN, null, URGENT_SHOWN).lines();
    return new Today(
        List.copyOf(tiles.subList(0, called)), further.orderedStream().flatMap(kind -> kind.of(page).stream()).toList(), List.copyOf(tiles.subList(called, tiles.size())),
        rows.of(page, urgent, "", MatterFilter.OPEN));
  }

  @Transactional(readOnly = true)
  public QueueView queue(Page page, MatterFilter filter, @Nullable String after) {
    Matters.Lines lines = matters.list(filter, after, Matters.PAGE_SIZE);
    String query = plain(MatterLists.query(filter, after));
    return new QueueView(
        filter, rows.of(page, lines.lines(), query, filter), query,
        lines.next() == null ? null : "/requests" + MatterLists.query(filter, lines.next()), after == null, chips(page, filter),
        choices(page), mayAssign(page) ? people(page) : List.of());
  }

  /** All of a list, for export: a page of it in memory at a time. Needs a transaction until the end. */
  public Stream<MatterRow> all(Page page, MatterFilter filter) {
    return matters.pages(filter).flatMap(lines -> rows.of(page, lines, "", filter).stream());
  }

  static boolean mayAssign(Page page) {
    return page.may(Permission.REQUESTS_TRIAGE) || page.may(Permission.REQUESTS_SUPERVISE);
  }

  private List<Counted> tasks(Page page) {
    var tasks = new ArrayList<Counted>();
    if (page.may(Permission.REQUESTS_TRIAGE)) tasks.add(new Counted("triage", MatterFilter.OPEN.in(State.RECEIVED), Tone.ACCENT));
    if (page.may(Permission.REQUESTS_HANDLE)) {
      tasks.add(task(Task.OFFERED, Tone.ACCENT));
      tasks.add(task(Task.WORKING, Tone.NEUTRAL));
    }
    if (page.may(Permission.REQUESTS_APPROVE)) tasks.add(task(Task.APPROVE, Tone.ACCENT));
    if (page.may(Permission.REQUESTS_SUPERVISE)) {
      tasks.add(task(Task.REVIEW, Tone.WARNING));
      tasks.add(task(Task.ESCALATED, Tone.DANGER));
    }
    if (page.may(Permission.REQUESTS_RECORD) && !page.may(Permission.REQUESTS_TRIAGE)) tasks.add(task(Task.RECORDED, Tone.NEUTRAL));
    return tasks;
  }

  private static Counted task(Task task, Tone tone) {
    return new Counted(task.name().toLowerCase(Locale.ROOT), MatterFilter.OPEN.waitingFor(task), tone);
  }

  private List<Counted> standing(Page page) {
    var today = deadlines.today();
    var standing = new ArrayList<Counted>();
    if (mayHave(page)) standing.add(new Counted("mine", MatterFilter.OPEN.assignedTo(MatterFilter.ME), Tone.NEUTRAL));
    standing.add(new Counted("late", MatterFilter.OPEN.standing(Standing.LATE), Tone.DANGER));
    standing.add(new Counted("due", MatterFilter.OPEN.standing(Standing.DUE), Tone.WARNING));
    standing.add(new Counted("in", MatterFilter.OPEN.standing(Standing.ALL).received(today, today), Tone.NEUTRAL));
    return standing;
  }

  private static boolean mayHave(Page page) {
    return mayAssign(page) || page.may(Permission.REQUESTS_HANDLE) || page.may(Permission.REQUESTS_RECORD);
  }

  private static Tile tile(Page page, Counted what, int count) {
    return tile(page, what.key(), count, "/requests" + MatterLists.query(what.filter(), null)).tone(count == 0 || what.tone() == Tone.NEUTRAL ? null : what.tone());
  }

  private static Tile tile(Page page, String key, int count, String href) {
    return Tile.of(page.t("desk.today." + key), counted(page, count)).more(page.t("desk.today." + key + ".more")).to(href);
  }

  static String counted(Page page, int count) {
    return count < COUNTED_MAX ? page.number(count) : page.t("desk.many", COUNTED_MAX - 1);
  }

  /** Counted only without a search: looking words up once more for each chip would cost more than the page itself. */
  private List<Chip> chips(Page page, MatterFilter filter) {
    List<Standing> all = List.of(Standing.values());
    List<Standing> bounded = filter.q().isBlank() ? List.of(Standing.OPEN, Standing.LATE, Standing.DUE) : List.of();
    List<Integer> counts = matters.counts(bounded.stream().map(filter::standing).toList(), COUNTED_MAX);
    return all.stream()
        .map(
            standing -> {
              int at = bounded.indexOf(standing);
              return new Chip(
                  page.t("desk.standing." + standing.name()), "/requests" + MatterLists.query(filter.standing(standing), null),
                  at < 0 ? null : counted(page, counts.get(at)), standing == filter.standing());
            })
        .toList();
  }

  QueueView.Choices choices(Page page) {
    return new QueueView.Choices(
        named(State.values(), state -> page.t("requests.state." + state.name())), rows.categories(page.locale()),
        rows.villages(page.locale()), rows.departments(), named(Channel.values(), channel -> page.t("requests.channel." + channel.name())),
        List.of(Choice.of(MatterFilter.ME, page.t("desk.assignee.me")), Choice.of(MatterFilter.NOBODY, page.t("desk.assignee.nobody"))));
  }

  private static <E extends Enum<E>> List<Choice> named(E[] values, Function<E, String> name) {
    return Arrays.stream(values).map(value -> Choice.of(value.name().toLowerCase(Locale.ROOT), name.apply(value))).toList();
  }

  /** Those who can be given a matter, by role. */
  private List<Choice> people(Page page) {
    return users.colleagues(List.of(Role.TOWN_DESK, Role.DEPARTMENT_OFFICER, Role.VILLAGE_CLERK, Role.GRID_WORKER, Role.WINDOW_CLERK, Role.LEADER)).stream()
        .map(user -> Choice.of(user.id(), user.name()).in(page.t("access.role." + user.role().name())))
        .toList();
  }

  private static String plain(String query) {
    return query.isEmpty() ? "" : query.substring(1);
  }
}
