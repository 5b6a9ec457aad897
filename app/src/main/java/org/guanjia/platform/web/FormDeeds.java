package org.guanjia.platform.web;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guanjia.platform.database.Idempotency;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Does what a form asks, once for its key; what is refused comes back in its form with nothing written. */
@Component
public class FormDeeds {

  private final Idempotency idempotency;

  FormDeeds(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  /**
   * What the work throws beside {@link InvalidInput} is for the module to tell.
   *
   * @param said message key of what was done
   * @param work tells where to go then
   * @param again the form once more
   */
  public ResponseEntity<?> make(Page page, HttpServletResponse response, GatheringForm sent, String said, Supplier<String> work, Function<TypedForm, JteModel> again) {
    try {
      String to = idempotency.once(sent.text("key"), () -> {
        sent.refuse();
        return work.get();
      });
      Flash.success(said).on(response);
      return Redirects.seeOther(to);
    } catch (InvalidInput refused) {
      return answer(HttpStatus.UNPROCESSABLE_CONTENT, again.apply(TypedForm.refused(sent.typed(), refused, page)));
    }
  }

  /** A page with that status. */
  public static ResponseEntity<JteModel> answer(HttpStatus status, JteModel model) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_HTML).body(model);
  }
}
