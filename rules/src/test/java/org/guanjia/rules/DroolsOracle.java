package org.guanjia.rules;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.rules.Fact.Kind;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNDecisionResult;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/**
 * The same tables read by Drools, the facts of the month worked out in another way than the library does. Drools knows two values: what is unknown is null there,
 * and a condition on null does not apply.
 */
final class DroolsOracle {

  /** What it says of a person; {@code amountFen} exact. */
  record Said(boolean entitled, long amountFen) {
  }

  private final DMNRuntime runtime;
  private final DMNModel model;
  private final YearMonth month;
  private final Map<String, Object> parameters = new HashMap<>();

  DroolsOracle(ProgrammeText text, YearMonth month) {
    this.month = month;
    runtime = DMNRuntimeBuilder.fromDefaults().buildConfiguration().fromResources(List.of(ResourceFactory.newReaderResource(new StringReader(text.dmn()))))
        .getOrElseThrow(IllegalStateException::new);
    model = runtime.getModels().getFirst();
    if (!model.getMessages().isEmpty()) {
      throw new IllegalStateException(text.code() + ": " + model.getMessages());
    }
    LocalDate first = month.atDay(1);
    text.parameters().stream().filter(line -> !line.from().isAfter(first) && (line.to() == null || !line.to().isBefore(first)))
        .forEach(line -> parameters.put(line.name(), literal(line.value())));
  }

  private static Object literal(String value) {
    return value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : new BigDecimal(value);
  }

  /** The numbers among the month's parameters: where answers may change. */
  List<BigDecimal> bounds() {
    return parameters.values().stream().filter(BigDecimal.class::isInstance).map(BigDecimal.class::cast).distinct().sorted().toList();
  }

  /** Null where no row of the table applies. @throws IllegalStateException when Drools reports an error */
  @Nullable Said ask(long[] raw) {
    DMNContext context = runtime.newContext();
    model.getInputs().forEach(input -> context.set(input.getName(), parameters.containsKey(input.getName()) ? parameters.get(input.getName())
        : fact(input.getName(), raw)));
    var result = runtime.evaluateByName(model, context, "entitlement");
    DMNDecisionResult entitlement = result.getDecisionResultByName("entitlement");
    if (entitlement.getResult() instanceof Map<?, ?> row) {
      return new Said((Boolean) row.get("entitled"), ((BigDecimal) row.get("amount")).movePointRight(2).longValueExact());
    }
    if (result.hasErrors()) {
      throw new IllegalStateException(result.getMessages().toString());
    }
    return null;
  }

  private @Nullable Object fact(String code, long[] raw) {
    return switch (code) {
      case "age" -> age(raw[place("birth")]);
      case "alive" -> lasts(raw[place("died_on")], "death_month_counts");
      case "in_town" -> lasts(raw[place("moved_out_on")], "move_month_counts");
      default -> value(Vocabulary.PERSON_MONTH.fact(code).orElseThrow(), raw);
    };
  }

  private static int place(String code) {
    return Vocabulary.PERSON_MONTH.fact(code).orElseThrow().place();
  }

  private static @Nullable Object value(Fact fact, long[] raw) {
    long held = raw[fact.place()];
    if (held == Facts.UNKNOWN || fact.kind() == Kind.DATE && held == Facts.NONE) {
      return null;
    }
    return switch (fact.kind()) {
      case BOOLEAN -> held == 1;
      case NUMBER -> new BigDecimal(held).movePointLeft(fact.scale());
      case DATE -> LocalDate.ofEpochDay(held);
      case TEXT -> fact.values().get((int) held);
    };
  }

  /** Birthdays counted one by one; the twenty-ninth of February falls on the last day of a common year's February. */
  private @Nullable BigDecimal age(long birth) {
    if (birth == Facts.UNKNOWN) {
      return null;
    }
    LocalDate born = LocalDate.ofEpochDay(birth);
    LocalDate lastDay = (Boolean.TRUE.equals(parameters.get("birthday_month_counts")) ? month : month.minusMonths(1)).atEndOfMonth();
    int birthdays = 0;
    for (int year = born.getYear() + 1; year <= lastDay.getYear(); year++) {
      YearMonth birthMonth = YearMonth.of(year, born.getMonth());
      if (!birthMonth.atDay(Math.min(born.getDayOfMonth(), birthMonth.lengthOfMonth())).isAfter(lastDay)) {
        birthdays++;
      }
    }
    return BigDecimal.valueOf(birthdays);
  }

  private @Nullable Boolean lasts(long day, String monthCounts) {
    if (day == Facts.UNKNOWN) {
      return null;
    }
    if (day == Facts.NONE) {
      return true;
    }
    YearMonth of = YearMonth.from(LocalDate.ofEpochDay(day));
    return Boolean.TRUE.equals(parameters.get(monthCounts)) ? !of.isBefore(month) : of.isAfter(month);
  }
}
