package org.guanjia.awards;


import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Does what a form asks, once for its key; what is refused, or what others changed meanwhile, comes back in its form with nothing written. */
@Component
class AwardDeeds {

  private final FormDeeds deeds;
  private final AwardPages pages;

  AwardDeeds(FormDeeds deeds, AwardPages pages) {
    this.deeds = deeds;
    this.pages = pages;
  }

  /**
   * @param said message key of what was done
   * @param work tells where to go then
   * @param again the form once more
   */
  ResponseEntity<?> make(Page page, HttpServletResponse response, AwardSent sent, String said, Supplier<String> work, Function<TypedForm, JteModel> again) {
    try {
      return deeds.make(page, response, sent, said, work, again);
    } catch (StaleAward stale) {
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(TypedForm.stale(sent.typed(), page.t("awards.stale"), List.of())));
    } catch (IllegalAwardMove illegal) {
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(TypedForm.stale(sent.typed(), page.t("awards.illegal", page.t("awards.state." + illegal.from())), List.of())));
    }
  }

  /** A deed of an award's own page, to which it leads back. */
  ResponseEntity<?> done(Page page, HttpServletResponse response, long id, AwardSent sent, String said, Runnable work) {
    return done(page, response, id, sent, said, work, form -> form);
  }

  /** @param told where a form asks for something by a name of its own, because the page has several that ask for it */
  ResponseEntity<?> done(Page page, HttpServletResponse response, long id, AwardSent sent, String said, Runnable work, UnaryOperator<TypedForm> told) {
    return make(
        page, response, sent, said,
        () -> {
          work.run();
          return "/awards/" + id;
        },
        form -> pages.show(page, id, told.apply(form)));
  }
}
