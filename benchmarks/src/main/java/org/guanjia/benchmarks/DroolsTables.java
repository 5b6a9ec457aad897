package org.guanjia.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.rules.Facts;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.Vocabulary;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;
import org.slf4j.LoggerFactory;

/** One programme's table in Drools. */
final class DroolsTables {

  static {
    // It warns of each person no row applies to, and would be measured writing that.
    if (LoggerFactory.getLogger("org.kie") instanceof Logger logger) logger.setLevel(Level.OFF);
  }

  private final DMNRuntime runtime;
  private final DMNModel model;
  private final MonthRules rules;
  private final Map<String, Object> parameters = new HashMap<>();

  DroolsTables(MonthRules rules) {
    this.rules = rules;
    String dmn = rules.programme().text().dmn();
    runtime = DMNRuntimeBuilder.fromDefaults().buildConfiguration().fromResources(List.of(ResourceFactory.newReaderResource(new StringReader(dmn))))
        .getOrElseThrow(IllegalStateException::new);
    model = runtime.getModels().getFirst();
    YearMonth month = rules.month();
    rules.parameters().forEach(line -> parameters.put(line.name(), value(line.value())));
    if (!month.equals(GeneratedPersons.MONTH)) throw new IllegalArgumentException(month.toString());
  }

  private static Object value(String literal) {
    return literal.equals("true") || literal.equals("false") ? Boolean.valueOf(literal) : new BigDecimal(literal);
  }

  /** What Drools is given for a person; worked out before the clock runs. */
  Map<String, @Nullable Object> facts(long[] raw) {
    Map<String, @Nullable Object> facts = new HashMap<>();
    model.getInputs().forEach(input -> facts.put(input.getName(),
        parameters.containsKey(input.getName()) ? parameters.get(input.getName()) : fact(input.getName(), raw)));
    return facts;
  }

  private @Nullable Object fact(String code, long[] raw) {
    var fact = Vocabulary.PERSON_MONTH.fact(code).orElseThrow();
    long held = rules.held(fact, raw);
    if (held == Facts.UNKNOWN) return null;
    Object value = fact.value(held);
    return value instanceof Integer number ? BigDecimal.valueOf(number) : value instanceof LocalDate date ? date : value;
  }

  /** Fen a month, -1 for no, -2 where no row applies. */
  long decide(Map<String, @Nullable Object> facts) {
    DMNContext context = runtime.newContext();
    facts.forEach(context::set);
    Object result = runtime.evaluateByName(model, context, "entitlement").getDecisionResultByName("entitlement").getResult();
    if (!(result instanceof Map<?, ?> row)) return -2;
    return Boolean.TRUE.equals(row.get("entitled")) && row.get("amount") instanceof BigDecimal amount ? amount.movePointRight(2).longValueExact() : -1;
  }
}
