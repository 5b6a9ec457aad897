package org.guanjia.browser;

import static org.guanjia.requests.RequestsFixture.as;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.guanjia.Today;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.VersionState;
import org.guanjia.simulation.NewSimulation;
import org.guanjia.simulation.Simulation;
import org.guanjia.simulation.Simulations;
import org.springframework.context.ApplicationContext;

/** A month determined, a draft simulated and shown to the leaders: what the pages of simulations show when there is something to show. After {@link PeopleTown}. */
final class SimulationTown {

  private SimulationTown() {}

  /** Once for each database. */
  static void fill(ApplicationContext context) {
    Simulations simulations = context.getBean(Simulations.class);
    if (!as("desk", () -> simulations.list(true, 0, 1)).isEmpty()) return;
    as("system", () -> context.getBean(Determinations.class).determine(Today.month()));
    Version draft = as("desk", () -> context.getBean(Programmes.class).versions("old-age").stream().filter(version -> version.state() == VersionState.DRAFT).findFirst()).orElseThrow();
    NewSimulation wanted = new NewSimulation(List.of(new NewSimulation.Tried("old-age", draft.number())), draft.from(), BigDecimal.ZERO);
    Simulation done = as("desk", () -> simulations.await(simulations.add(wanted), Duration.ofSeconds(60)));
    as("desk", () -> {
      simulations.keep(done.id(), done.version(), "示例报告", "示例说明");
      simulations.publish(done.id(), done.version() + 1);
      return done;
    });
  }
}
