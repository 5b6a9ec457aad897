package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.guanjia.benefits.OutcomeStore.Difference;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists of who is entitled, of whom it is unknown, and of what differs: with names, page by page. */
@Component
@Transactional(readOnly = true)
class DeterminationLists {

  static final int PAGE_SIZE = 50;
  private static final int EXPORT_PAGE = 500;

  private final Determinations determinations;
  private final OutcomeCounts counts;
  private final People people;

  DeterminationLists(Determinations determinations, OutcomeCounts counts, People people) {
    this.determinations = determinations;
    this.counts = counts;
    this.people = people;
  }

  /** @param next the person behind whom the next page begins; null at the end */
  record Lines(List<EntitledLine> lines, @Nullable Long next) {}

  Lines entitled(Page page, String programme, YearMonth month, Answer answer, long after, int size) {
    List<Entitlement> found = determinations.page(programme, month, answer, after, size + 1);
    List<Entitlement> shown = found.size() > size ? found.subList(0, size) : found;
    Map<Long, PersonLine> names = people.lines(shown.stream().map(Entitlement::personId).toList());
    Map<Long, List<Fact>> missing = answer == Answer.UNKNOWN ? determinations.missing(shown) : Map.of();
    return new Lines(shown.stream().map(each -> line(page, each, names.get(each.personId()), missing.get(each.id()))).toList(), found.size() > size ? shown.getLast().personId() : null);
  }

  private static EntitledLine line(Page page, Entitlement each, @Nullable PersonLine person, @Nullable List<Fact> missing) {
    String unknown = missing == null ? null : String.join(page.t("benefits.comma"), missing.stream().map(fact -> FactWords.name(page, fact)).toList());
    return new EntitledLine(
        each.personId(), person == null ? null : person.name(), person == null ? null : person.birth(), person == null ? null : person.village(), each.answer(), each.amountFen(), each.row(),
        each.bound(), null, 0, unknown);
  }

  Lines differences(long round, String programme, long after, int size) {
    List<Difference> found = counts.differences(round, programme, after, size + 1);
    List<Difference> shown = found.size() > size ? found.subList(0, size) : found;
    Map<Long, PersonLine> names = people.lines(shown.stream().map(Difference::person).toList());
    return new Lines(shown.stream().map(each -> {
      PersonLine person = names.get(each.person());
      return new EntitledLine(
          each.person(), person == null ? null : person.name(), person == null ? null : person.birth(), person == null ? null : person.village(), each.after(), each.fenAfter(), -1, false,
          each.kind().name(), each.fenBefore(), null);
    }).toList(), found.size() > size ? shown.getLast().person() : null);
  }

  /** All of them, read {@value #EXPORT_PAGE} at a time; needs a transaction until its end. */
  Stream<EntitledLine> entitled(Page page, String programme, YearMonth month, Answer answer) {
    return all(after -> entitled(page, programme, month, answer, after, EXPORT_PAGE));
  }

  Stream<EntitledLine> differences(long round, String programme) {
    return all(after -> differences(round, programme, after, EXPORT_PAGE));
  }

  private static Stream<EntitledLine> all(java.util.function.LongFunction<Lines> pages) {
    return StreamSupport.stream(new Spliterators.AbstractSpliterator<Lines>(Long.MAX_VALUE, Spliterator.ORDERED) {
      private @Nullable Long next = 0L;

      @Override
      public boolean tryAdvance(Consumer<? super Lines> action) {
        if (next == null) return false;
        Lines page = pages.apply(next);
        next = page.next();
        action.accept(page);
        return true;
      }
    }, false).flatMap(page -> page.lines().stream());
  }

  /** What a round counted, with the programmes' names. */
  List<CountLine> counts(Page page, Round round, List<ProgrammeLine> programmes) {
    List<CountLine> lines = new ArrayList<>();
    for (OutcomeStore.Count each : counts.of(round)) {
      String name = programmes.stream().filter(programme -> programme.code().equals(each.programme())).findFirst().map(programme -> programme.name(page.locale())).orElse(each.programme());
      lines.add(new CountLine(each.programme(), name, each.entitled(), each.unknown(), each.refused(), each.amountFen(), each.appeared(), each.gone(), each.changed()));
    }
    return lines;
  }
}
