package org.guanjia.awards;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.guanjia.awards.AwardRounds.Deed;
import org.guanjia.awards.AwardRounds.Made;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What is done to many awards of a queue at once. */
@RestController
@Allowed({Permission.AWARDS_CHECK, Permission.AWARDS_APPROVE})
class RoundPages {

  private final AwardRounds rounds;
  private final Awards awards;
  private final AwardLists lists;
  private final AwardPages pages;
  private final AwardViews views;
  private final Idempotency idempotency;
  private final Templates templates;

  RoundPages(AwardRounds rounds, Awards awards, AwardLists lists, AwardPages pages, AwardViews views, Idempotency idempotency, Templates templates) {
    this.rounds = rounds;
    this.awards = awards;
    this.lists = lists;
    this.pages = pages;
    this.views = views;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/awards/checks")
  ResponseEntity<?> check(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    return make(page, response, Deed.CHECK, new AwardSent(typed));
  }

  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping("/awards/approvals")
  ResponseEntity<?> approve(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    return make(page, response, Deed.APPROVE, new AwardSent(typed));
  }

  private ResponseEntity<?> make(Page page, HttpServletResponse response, Deed deed, AwardSent sent) {
    List<Long> picked = sent.ids("pick");
    try {
      UUID id = UUID.fromString(idempotency.once(sent.text("key"), () -> rounds.make(deed, picked).id().toString()));
      Made made = rounds.find(id).orElseThrow();
      if (!made.refused().isEmpty()) return seeOther("/awards/rounds/" + id);
      Flash.success("awards.done.round." + deed, String.valueOf(made.done().size()), "/awards/rounds/" + id + "/undo").on(response);
      return seeOther("/awards?queue=" + (deed == Deed.CHECK ? "to_check" : "to_approve"));
    } catch (InvalidInput refused) {
      Map<String, String> list = Map.of("queue", deed == Deed.CHECK ? "to_check" : "to_approve");
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, pages.list(page, list, picked, TypedForm.refused(sent.typed(), refused, page)));
    }
  }

  /** What was done, and what was not and why. */
  @GetMapping("/awards/rounds/{id}")
  JteModel show(Page page, @PathVariable UUID id) {
    Made made = rounds.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    Map<Long, AwardLists.Line> lines = lists.lines(awards.byId(made.parts().stream().map(AwardRounds.Part::award).toList())).stream()
        .collect(Collectors.toMap(line -> line.award().id(), Function.identity()));
    return templates.awardsRound(page, made, lines, views.programmeNames(page));
  }

  @PostMapping("/awards/rounds/{id}/undo")
  ResponseEntity<?> undo(HttpServletResponse response, @PathVariable UUID id) {
    int back = rounds.undo(id);
    Flash.success("awards.done.back", String.valueOf(back), null).on(response);
    return seeOther("/awards");
  }
}
