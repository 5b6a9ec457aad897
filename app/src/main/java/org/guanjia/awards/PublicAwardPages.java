package org.guanjia.awards;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * 公示: what is published for objection, to everybody, with the name masked, village, programme and days and nothing else; and the form by which
 * anybody may object, named or not.
 */
@RestController
@Open
class PublicAwardPages {

  private final Objections objections;
  private final AwardViews views;
  private final AwardDeeds deeds;
  private final Templates templates;

  PublicAwardPages(Objections objections, AwardViews views, AwardDeeds deeds, Templates templates) {
    this.objections = objections;
    this.views = views;
    this.deeds = deeds;
    this.templates = templates;
  }

  @GetMapping("/public/awards")
  JteModel list(
      Page page, @RequestParam(required = false) @Nullable String programme, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String after) {
    Objections.Notices found = objections.published(code(programme), code(village), after != null && after.matches("[0-9]{1,18}") ? Long.valueOf(after) : null);
    String next = found.next() == null ? null : page.with("after", found.next());
    return templates.awardsPublic(page, found.notices(), code(programme), code(village), views.programmes(page), views.villages(page), views.programmeNames(page), views.placeNames(page), next);
  }

  @GetMapping("/public/awards/{id:[0-9]+}")
  JteModel form(Page page, @PathVariable long id) {
    return form(page, id, TypedForm.FRESH);
  }

  @PostMapping("/public/awards/{id:[0-9]+}/objections")
  ResponseEntity<?> object(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.make(
        page, response, sent, "awards.done.objected",
        () -> {
          objections.object(id, true, sent.text("words"), sent.optional("objector"), sent.optional("phone"));
          return "/public/awards";
        },
        form -> form(page, id, form));
  }

  private JteModel form(Page page, long id, TypedForm form) {
    Objections.Notice notice = objections.published(id).orElseThrow(() -> new NoSuchAward(id));
    return templates.awardsObjection(page, notice, views.programmeNames(page), views.placeNames(page), form);
  }

  private static @Nullable String code(@Nullable String typed) {
    return typed == null || !typed.matches("[0-9A-Za-z-]{1,60}") ? null : typed;
  }
}
