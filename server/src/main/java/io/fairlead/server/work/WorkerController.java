package io.fairlead.server.work;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.work.Workers.LeadWorkers;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WorkerController {
    private final Workers workers;

    WorkerController(Workers workers) {
        this.workers = workers;
    }

    /** Puts a colleague on a lead beside its owner. */
    @Allow(Permission.WORK_LEADS)
    @PutMapping("/api/leads/{id}/workers/{user}")
    LeadWorkers addWorker(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @PathVariable String user) {
        return workers.add(me, id, user);
    }

    /** Takes one off again. */
    @Allow(Permission.WORK_LEADS)
    @DeleteMapping("/api/leads/{id}/workers/{user}")
    LeadWorkers removeWorker(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @PathVariable String user) {
        return workers.remove(me, id, user);
    }
}
