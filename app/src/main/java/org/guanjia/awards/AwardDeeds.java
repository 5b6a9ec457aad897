package org.guanjia.awards;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Does what a form asks, once for its key; what is refused, or what others changed meanwhile, comes back in its form with nothing written. */
@Component
class AwardDeeds {

  private final Idempotency idempotency;

  AwardDeeds(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  /**
   * @param said message key of what was done
   * @param work tells where to go then
   * @param again the form once more
   */
  ResponseEntity<?> make(Page page, HttpServletResponse response, AwardSent sent, String said, Supplier<String> work, Function<TypedForm, JteModel> again) {
    try {
      String to = idempotency.once(sent.text("key"), () -> {
        sent.refuse();
        return work.get();
      });
      Flash.success(said).on(response);
      return seeOther(to);
    } catch (InvalidInput refused) {
      return answer(HttpStatus.UNPROCESSABLE_CONTENT, again.apply(TypedForm.refused(sent.typed(), refused, page)));
    } catch (StaleAward stale) {
      return answer(HttpStatus.CONFLICT, again.apply(TypedForm.stale(sent.typed(), page.t("awards.stale"), List.of())));
    } catch (IllegalAwardMove illegal) {
      return answer(HttpStatus.CONFLICT, again.apply(TypedForm.stale(sent.typed(), page.t("awards.illegal", page.t("awards.state." + illegal.from())), List.of())));
    }
  }

  static ResponseEntity<JteModel> answer(HttpStatus status, JteModel model) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_HTML).body(model);
  }
}
