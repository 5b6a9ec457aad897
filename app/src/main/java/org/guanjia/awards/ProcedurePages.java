package org.guanjia.awards;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How applications go: days of publication by programme, and up to which amount one signature is enough. */
@RestController
class ProcedurePages {

  private final Procedures procedures;
  private final AwardViews views;
  private final AwardDeeds deeds;
  private final Users users;
  private final Templates templates;

  ProcedurePages(Procedures procedures, AwardViews views, AwardDeeds deeds, Users users, Templates templates) {
    this.procedures = procedures;
    this.views = views;
    this.deeds = deeds;
    this.users = users;
    this.templates = templates;
  }

  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping("/awards/procedures")
  JteModel show(Page page) {
    return show(page, TypedForm.FRESH);
  }

  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/awards/procedures/{programme}")
  ResponseEntity<?> set(Page page, HttpServletResponse response, @PathVariable String programme, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.make(
        page, response, sent, "awards.done.procedure",
        () -> {
          procedures.set(programme, sent.number("publicationDays", -1), sent.optional("document"));
          return "/awards/procedures";
        },
        form -> show(page, form));
  }

  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PostMapping("/awards/limits")
  ResponseEntity<?> limit(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    long fen = sent.mustFen("monthly");
    return deeds.make(
        page, response, sent, "awards.done.limit",
        () -> {
          procedures.limit(sent.text("holder"), fen, sent.optional("document"));
          return "/awards/procedures";
        },
        form -> show(page, form));
  }

  private JteModel show(Page page, TypedForm form) {
    List<Choice> holders = holders(page);
    Map<String, String> names = new LinkedHashMap<>();
    holders.forEach(holder -> names.put(holder.value(), holder.label()));
    List<Procedures.Procedure> known = views.programmes(page).stream().map(programme -> procedures.of(programme.value())).toList();
    return templates.awardsProcedures(page, known, procedures.limits(), holders, names, views.programmeNames(page), form);
  }

  private List<Choice> holders(Page page) {
    List<Role> roles = Role.ofStaff().stream().filter(role -> AccessTable.of(role).contains(Permission.AWARDS_APPROVE)).toList();
    List<Choice> holders = new ArrayList<>(roles.stream().map(role -> Choice.of("role:" + role.name(), page.t("access.role." + role))).toList());
    users.working(roles).forEach(user -> holders.add(Choice.of("user:" + user.id(), user.name())));
    return holders;
  }
}
