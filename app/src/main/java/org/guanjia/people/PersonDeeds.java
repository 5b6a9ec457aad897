package org.guanjia.people;

import gg.jte.models.runtime.JteModel;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Does what a form of the register asks: once for each key; what is refused comes back in its form, what others changed meanwhile is told, with
 * nothing written.
 */
@Component
class PersonDeeds {

  private final Idempotency idempotency;
  private final People people;

  PersonDeeds(Idempotency idempotency, People people) {
    this.idempotency = idempotency;
    this.people = people;
  }

  /**
   * @param said message key of what was done
   * @param work tells where to go then
   * @param again the form once more
   */
  ResponseEntity<?> make(PersonSent sent, String said, Supplier<String> work, Function<PersonForm, JteModel> again) {
    try {
      String to = idempotency.once(sent.text("key"), () -> {
        sent.refuse();
        return work.get();
      });
      Flash.success(said).on(sent.response());
      return seeOther(to);
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, again.apply(PersonForm.refused(sent.typed(), refused, sent.page())));
    } catch (KnownDocument known) {
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(PersonForm.known(sent.typed(), known(sent.page(), known.person()))));
    } catch (StalePerson | StaleHousehold | StaleMembership stale) {
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(PersonForm.stale(sent.typed())));
    }
  }

  /** Who has the document, as far as the viewer may know. */
  PersonForm.Known known(Page page, long person) {
    return people.line(person)
        .map(line -> new PersonForm.Known(page.t("register.error.known", line.name()), "/people/" + line.id()))
        .orElseGet(() -> new PersonForm.Known(page.t("register.error.known.unseen"), null));
  }

  static ResponseEntity<Void> seeOther(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}
