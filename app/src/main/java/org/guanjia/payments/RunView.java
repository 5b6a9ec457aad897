package org.guanjia.payments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Step;
import org.guanjia.platform.ui.Tile;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;

/**
 * The page of a run; of the lists only that of the tab is filled.
 *
 * @param words names by code and id
 * @param next where the list of the tab goes on; null at its end
 * @param comparison what a copy of a file turned out to be; null when none was brought
 */
public record RunView(
    PaymentRun run, Words words, Tab tab, RunTotals totals, Map<ChangeKind, Integer> changeCounts, List<Payout.Change> changes, List<Payout.Hold> holds, List<Payout> payouts,
    List<PaymentFiles.Written> files, List<Payments.Return> returns, List<Payments.ReturnRow> refused, List<Moment> history, List<Layout> layouts, TypedForm form,
    Filter filter, @Nullable String next, PaymentFiles.@Nullable Comparison comparison) {

  /** What the page shows below its head. */
  public enum Tab {
    OVERVIEW,
    CHANGES,
    HOLDS,
    PAYOUTS,
    FILES,
    RETURNS,
    HISTORY
  }

  /** What the lists are narrowed to. */
  public record Filter(@Nullable ChangeKind kind, @Nullable PayoutState state, @Nullable String village, @Nullable String programme, boolean all) {}

  /** Names of people, programmes and villages in the reader's language. */
  public record Words(Map<String, String> people, Map<String, String> programmes, Map<String, String> villages) {

    public String person(Page page, @Nullable String actor) {
      if (actor == null) return "";
      String name = people.get(actor);
      if (name != null) return name;
      return page.t(actor.equals("system") ? "matter.who.system" : actor.startsWith("token:") ? "matter.who.otherSystem" : "matter.who.unknown");
    }

    public String programme(String code) {
      return programmes.getOrDefault(code, code);
    }

    public String programmes(List<String> codes) {
      return String.join("、", codes.stream().map(this::programme).toList());
    }

    public String village(Page page, @Nullable String code) {
      return code == null ? page.t("payments.noVillage") : villages.getOrDefault(code, code);
    }
  }

  public String path() {
    return "/payments/runs/" + run.id();
  }

  public String path(Tab other) {
    return other == Tab.OVERVIEW ? path() : path() + "?tab=" + other;
  }

  /** A person's account, opened at this run's month. */
  public String account(long person, String programme) {
    return "/payments/persons/" + person + "?programme=" + programme + "&month=" + run.month() + "#month";
  }

  public String title(Page page) {
    return page.t("payments.run.title." + run.kind(), PaymentWords.month(page, run.month()));
  }

  /** Whether the viewer prepares runs of the whole town. */
  public boolean prepares(Page page) {
    return page.may(Permission.PAYMENTS_PREPARE);
  }

  public boolean can(RunMove move) {
    return !move.to(run.state()).isEmpty();
  }

  /** Whether the viewer is to decide about it now. */
  public boolean decides(Page page) {
    return page.may(Permission.PAYMENTS_APPROVE) && run.state() == RunState.SUBMITTED && page.viewer() != null && !run.preparedBy(page.viewer().userId());
  }

  public List<Choice> layoutChoices(LayoutKind kind) {
    return layouts.stream().filter(layout -> layout.kind() == kind).map(layout -> Choice.of(String.valueOf(layout.id()), layout.name())).toList();
  }

  public List<Tile> tiles(Page page) {
    return List.of(
        Tile.of(page.t("payments.tile.payouts"), page.number(totals.payouts()))
            .more(totals.takenOut() == 0 ? null : page.t("payments.tile.takenOut", page.number(totals.takenOut()))).to(path(Tab.PAYOUTS)),
        Tile.of(page.t("payments.tile.net"), page.money(totals.netFen())).more(totals.withheldFen() == 0 ? null : page.t("payments.tile.withheld", page.money(totals.withheldFen()))),
        Tile.of(page.t("payments.tile.held"), page.number(run.held())).to(path(Tab.HOLDS)),
        Tile.of(page.t("payments.tile.paid"), page.money(totals.paidFen()))
            .more(totals.failed() == 0 ? null : page.t("payments.tile.failed", page.number(totals.failed()), page.money(totals.failedFen()))));
  }

  /** The way of a run, with where this one stands. */
  public List<Step> steps(Page page) {
    if (run.state() == RunState.CANCELLED) return List.of();
    List<RunState> way = Stream.of(RunState.PROPOSED, RunState.SUBMITTED, RunState.APPROVED, RunState.FILED, RunState.RETURNED, RunState.CLOSED).toList();
    RunState at = run.state() == RunState.PARTLY ? RunState.FILED : run.state();
    return way.stream()
        .map(state -> {
          String title = page.t("payments.state." + state);
          int order = state.compareTo(at);
          boolean over = order < 0 || run.state() == RunState.CLOSED;
          return over ? Step.done(title, null) : order == 0 ? Step.now(title, null) : Step.ahead(title, null);
        })
        .toList();
  }
}
