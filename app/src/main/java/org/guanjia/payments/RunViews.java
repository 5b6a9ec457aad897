package org.guanjia.payments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the page of a run together. */
@Component
class RunViews {

  private final Payments payments;
  private final PaymentFiles files;
  private final Layouts layouts;
  private final PaymentHistory history;
  private final Dues dues;
  private final Places places;
  private final Users users;

  RunViews(Payments payments, PaymentFiles files, Layouts layouts, PaymentHistory history, Dues dues, Places places, Users users) {
    this.payments = payments;
    this.files = files;
    this.layouts = layouts;
    this.history = history;
    this.dues = dues;
    this.places = places;
    this.users = users;
  }

  RunView of(Page page, long id, Map<String, String> parameters, TypedForm form, PaymentFiles.@Nullable Comparison comparison) {
    PaymentRun run = payments.run(id);
    RunView.Tab tab = oneOf(RunView.Tab.class, parameters.get("tab"));
    RunView.Tab shown = tab == null ? RunView.Tab.OVERVIEW : tab;
    RunView.Filter filter = filter(parameters);
    Long after = number(parameters.get("after"));
    Payments.Slice<Payout.Change> changes = shown == RunView.Tab.CHANGES ? payments.changes(id, filter.kind(), after, Payments.PAGE_SIZE) : empty();
    Payments.Slice<Payout.Hold> holds = shown == RunView.Tab.HOLDS ? payments.holds(id, !filter.all(), after, Payments.PAGE_SIZE) : empty();
    Payments.Slice<Payout> payouts = shown == RunView.Tab.PAYOUTS
        ? payments.payouts(id, new Payments.PayoutFilter(filter.state(), filter.village(), filter.programme(), null), after, Payments.PAGE_SIZE) : empty();
    List<Payments.Return> returns = shown == RunView.Tab.RETURNS ? payments.returns(id) : List.of();
    boolean whole = page.viewer() != null && page.viewer().areas() == null;
    Payments.Slice<Payments.ReturnRow> refused = returns.isEmpty() ? empty() : payments.refusedRows(id, returns.getFirst().id(), after, Payments.PAGE_SIZE);
    List<PaymentHistory.Event> events = shown == RunView.Tab.HISTORY || form.stale() != null ? history.of(PaymentHistory.Subject.RUN, id) : List.of();
    RunView.Words words = words(page, run, events, holds.items(), returns);
    Long next = firstKnown(changes.next(), holds.next(), payouts.next(), refused.next());
    return new RunView(
        run, words, shown, payments.totals(id), payments.changeCounts(id), changes.items(), holds.items(), payouts.items(),
        whole && (shown == RunView.Tab.FILES || comparison != null) ? files.of(id) : List.of(), returns, refused.items(), moments(page, events, words),
        page.may(Permission.PAYMENTS_PREPARE) ? layouts.all().stream().filter(layout -> !layout.retired()).toList() : List.of(), form, filter,
        next == null ? null : page.with("after", next), comparison);
  }

  RunState state(long id) {
    return payments.run(id).state();
  }

  private static <T> Payments.Slice<T> empty() {
    return new Payments.Slice<>(List.of(), null);
  }

  private static @Nullable Long firstKnown(@Nullable Long... candidates) {
    return Arrays.stream(candidates).filter(one -> one != null).findFirst().orElse(null);
  }

  RunView.Words words(Page page) {
    return new RunView.Words(Map.of(), dues.names(page.locale()), villages(page));
  }

  private RunView.Words words(Page page, PaymentRun run, List<PaymentHistory.Event> events, List<Payout.Hold> holds, List<Payments.Return> returns) {
    Set<String> who = new HashSet<>(List.of(run.proposedBy()));
    if (run.submittedBy() != null) who.add(run.submittedBy());
    if (run.approvedBy() != null) who.add(run.approvedBy());
    events.forEach(event -> who.add(event.actor()));
    holds.forEach(hold -> { if (hold.decidedBy() != null) who.add(hold.decidedBy()); });
    returns.forEach(one -> who.add(one.takenBy()));
    return new RunView.Words(users.names(who), dues.names(page.locale()), villages(page));
  }

  Map<String, String> villages(Page page) {
    Map<String, String> names = new HashMap<>();
    places.villages().forEach(village -> names.put(village.code(), village.name(page.locale())));
    return names;
  }

  List<Choice> villageChoices(Page page) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }

  List<Choice> programmeChoices(Page page) {
    List<Choice> choices = new ArrayList<>();
    dues.names(page.locale()).forEach((code, name) -> choices.add(Choice.of(code, name)));
    return choices;
  }

  RunView.Words words(Page page, Set<String> who) {
    return new RunView.Words(users.names(who), dues.names(page.locale()), villages(page));
  }

  static List<Moment> moments(Page page, List<PaymentHistory.Event> events, RunView.Words words) {
    return events.stream()
        .map(event -> Moment.of(page.t("payments.move." + event.move()), event.at()).by(words.person(page, event.actor())).text(text(page, event)).tone(tone(event.move())))
        .toList();
  }

  private static @Nullable String text(Page page, PaymentHistory.Event event) {
    List<String> said = new ArrayList<>();
    if (event.details().get("fen") instanceof Number fen) said.add(page.money(fen.longValue()));
    if (event.details().get("totalFen") instanceof Number fen) said.add(page.money(fen.longValue()));
    if (event.details().get("hold") instanceof String reason) said.add(page.tOr("payments.hold." + reason, reason));
    if (event.details().get("payments") instanceof Number count) said.add(page.t("payments.count", page.number(count.longValue())));
    if (event.details().get("changed") instanceof Number count && count.intValue() > 0) said.add(page.t("payments.changedSince", page.number(count.longValue())));
    if (event.reason() != null) said.add(event.reason());
    return said.isEmpty() ? null : String.join(" · ", said);
  }

  private static Tone tone(String move) {
    return switch (move) {
      case "APPROVE", "CLOSE", "SETTLE" -> Tone.SUCCESS;
      case "CANCEL", "SEND_BACK", "TAKE_OUT", "WRITE_OFF" -> Tone.WARNING;
      default -> Tone.NEUTRAL;
    };
  }

  private static RunView.Filter filter(Map<String, String> parameters) {
    return new RunView.Filter(
        oneOf(ChangeKind.class, parameters.get("kind")), oneOf(PayoutState.class, parameters.get("state")), code(parameters.get("village")), code(parameters.get("programme")),
        "all".equals(parameters.get("held")));
  }

  static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, @Nullable String typed) {
    if (typed == null) return null;
    return Arrays.stream(type.getEnumConstants()).filter(one -> one.name().equals(typed.strip().toUpperCase(Locale.ROOT))).findFirst().orElse(null);
  }

  static @Nullable String code(@Nullable String typed) {
    return typed == null || typed.isBlank() || typed.length() > 60 || typed.indexOf('\0') >= 0 ? null : typed.strip();
  }

  static @Nullable Long number(@Nullable String typed) {
    return typed == null || !typed.matches("[0-9]{1,18}") ? null : Long.valueOf(typed);
  }
}
