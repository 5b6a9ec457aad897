package org.guanjia.simulation;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The life table: read, and put another in its place. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class LifeTablePages {

  private final LifeTables lifeTables;
  private final Users users;
  private final Idempotency idempotency;
  private final Templates templates;

  LifeTablePages(LifeTables lifeTables, Users users, Idempotency idempotency, Templates templates) {
    this.lifeTables = lifeTables;
    this.users = users;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping("/simulations/life-table")
  JteModel show(Page page) {
    SimulationPages.wholeTown(page.viewer());
    return show(page, Map.of("table", lifeTables.current().table().text()), Map.of());
  }

  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/simulations/life-table")
  Object replace(Page page, @RequestParam Map<String, String> form, HttpServletResponse response) {
    SimulationPages.wholeTown(page.viewer());
    try {
      idempotency.once(form.get("key"), () -> String.valueOf(lifeTables.replace(form.get("table"), form.get("source"), form.get("document"))));
    } catch (InvalidInput wrong) {
      return SimulationPages.refused(show(page, form, SimulationForm.told(wrong, page)));
    }
    Flash.success("simulation.flash.lifeTable", "", null).on(response);
    return seeOther("/simulations/life-table");
  }

  private JteModel show(Page page, Map<String, String> typed, Map<String, String> errors) {
    LifeTables.Sourced current = lifeTables.current();
    String by = current.madeBy() == null ? "" : users.names(List.of(current.madeBy())).getOrDefault(current.madeBy(), "");
    return templates.simulationLifeTable(page, current, SimulationViews.source(page, current), by, typed, errors);
  }
}
