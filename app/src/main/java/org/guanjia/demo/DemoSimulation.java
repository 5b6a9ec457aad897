package org.guanjia.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.VersionState;
import org.guanjia.benefits.Versions;
import org.guanjia.simulation.NewSimulation;
import org.guanjia.simulation.Simulation;
import org.guanjia.simulation.Simulations;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The demo's draft gives those of 80 to 89 more; what that comes to is simulated and shown to the leaders as a report. What is there already is left as it is. */
@Component
@Profile("demo")
class DemoSimulation {

  private static final String WRITER = "benefits";
  private static final String PROGRAMME = "old-age";
  private static final String BAND = "amount_80";
  private static final String AMOUNT = "150";
  private static final Duration AWAITED = Duration.ofMinutes(2);

  private final Simulations simulations;
  private final Programmes programmes;
  private final Versions versions;
  private final DemoDesk desk;

  DemoSimulation(Simulations simulations, Programmes programmes, Versions versions, DemoDesk desk) {
    this.simulations = simulations;
    this.programmes = programmes;
    this.versions = versions;
    this.desk = desk;
  }

  void fill() {
    boolean there = desk.call(WRITER, () -> !simulations.list(true, 0, 1).isEmpty());
    Version draft = desk.call(WRITER, () -> programmes.versions(PROGRAMME).stream().filter(version -> version.state() == VersionState.DRAFT).findFirst()).orElse(null);
    if (there || draft == null) return;
    desk.run(WRITER, () -> {
      if (draft.basedOn() != null && programmes.version(PROGRAMME, draft.basedOn()).filter(before -> before.parameters().equals(draft.parameters())).isPresent()) {
        versions.changeParameters(PROGRAMME, draft.number(), draft.lock(), raised(draft));
      }
    });
    NewSimulation wanted = new NewSimulation(List.of(new NewSimulation.Tried(PROGRAMME, draft.number())), draft.from(), BigDecimal.ZERO);
    long id = desk.call(WRITER, () -> simulations.add(wanted));
    Simulation done = desk.call(WRITER, () -> simulations.await(id, AWAITED));
    if (!done.state().reckoned()) return;
    desk.run(WRITER, () -> {
      simulations.keep(id, done.version(), "80 至 89 岁档提高后的影响和费用", "演示数据。金额都待文件核实，只看算法。");
      simulations.publish(id, done.version() + 1);
    });
  }

  private static List<Version.Parameter> raised(Version draft) {
    LocalDate from = draft.from().atDay(1);
    List<Version.Parameter> raised = new ArrayList<>();
    for (Version.Parameter each : draft.parameters()) {
      boolean open = each.name().equals(BAND) && each.to() == null && each.from().isBefore(from);
      raised.add(open ? new Version.Parameter(BAND, each.from(), from.minusDays(1), each.value(), null, null, null) : each);
      if (open) raised.add(new Version.Parameter(BAND, from, null, AMOUNT, null, null, null));
    }
    return raised;
  }
}
