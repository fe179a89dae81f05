"""Who may do what, written by hand: nothing here asks the program's own rules of access.

A row is a method, an address, and for each person of `PEOPLE` the status that answers them; `in` is the way to the
sign-in page. What is out of somebody's scope doesn't exist (404), what their role may not do is forbidden (403), and
what the step it stands at doesn't allow conflicts (409). 422 is a form that was read and found wanting.
Nothing is sent along but what a row says after a plus, so that only the rows with 303 change anything.

`number` is an application in review of the preparer's and signatory's city, `sent` one of another city that went to
WeGO, both accompanied by the analyst's and head's office. The other city is `member`, on the register since the seeds.
"""

PEOPLE = (
    "nobody", "preparer", "signatory", "other city", "analyst", "head", "other office", "lima", "embassy",
    "administrator",
)  # fmt: skip

TABLE = """
Open to anybody
GET  /                                                              200 200 200 200 200 200 200 200 200 200
GET  /como-se-postula                                               200 200 200 200 200 200 200 200 200 200
GET  /solicitud-en-blanco                                           200 200 200 200 200 200 200 200 200 200
GET  /miembros                                                      200 200 200 200 200 200 200 200 200 200
POST /idioma                                                        422 422 422 422 422 422 422 422 422 422
GET  /invitacion/{token}                                            200 200 200 200 200 200 200 200 200 200
POST /invitacion/{token}                                            422 422 422 422 422 422 422 422 422 422
GET  /ingresar                                                      200 302 302 302 302 302 302 302 302 302
POST /ingresar                                                      422 302 302 302 302 302 302 302 302 302
POST /salir                                                         302 302 302 302 302 302 302 302 302 302

Open to whoever signed in
GET  /inicio                                                         in 200 200 200 200 200 200 200 200 200
GET  /correo                                                         in 200 200 200 200 200 200 200 200 200
GET  /expedientes                                                    in 200 200 200 200 200 200 200 200 200
GET  /gobiernos                                                      in 200 200 200 200 200 200 200 200 200
GET  /gobiernos/buscar.json                                          in 200 200 200 200 200 200 200 200 200
GET  /gobiernos/{member}                                             in 200 200 200 200 200 200 200 200 200
GET  /gobiernos/{member}/ficha.pdf                                   in 200 200 200 200 200 200 200 200 200
GET  /miembros/{member}                                              in 200 200 200 200 200 200 200 200 200

Opening an application
GET  /expedientes/nuevo                                              in 200 200 200 200 200 200 200 403 403
POST /expedientes/nuevo                                              in 422 422 422 422 422 422 422 403 403

Status: own city, own office, Lima, and the Embassy of every application
GET  /expedientes/{number}                                           in 200 200 404 200 200 404 200 200 404
GET  /expedientes/{sent}                                             in 404 404 404 200 200 404 200 200 404
GET  /expedientes/{number}/plazos/office_review                      in 200 200 404 200 200 404 200 200 404
GET  /expedientes/{number}/pasos/council_resolution                  in 200 200 404 200 200 404 200 200 404
GET  /expedientes/{sent}/pasos/acceptance                            in 404 404 404 200 200 404 200 200 404

Contents: the Embassy's from sending on
GET  /expedientes/{number}/solicitud                                 in 200 200 404 200 200 404 200 403 404
GET  /expedientes/{number}/solicitud/motivation                      in 200 200 404 200 200 404 200 403 404
GET  /expedientes/{number}/solicitud/revisar                         in 200 200 404 200 200 404 200 403 404
GET  /expedientes/{number}/solicitud/hoja                            in 200 200 404 200 200 404 200 403 404
GET  /expedientes/{number}/solicitud/certificar                      in 200 200 404 200 200 404 200 403 404
GET  /expedientes/{number}/revision                                  in 200 200 404 200 200 404 200 403 404
GET  /expedientes/{number}/observaciones                             in 200 200 404 200 200 404 200 403 404
GET  /expedientes/{number}/cargo.pdf                                 in 200 200 404 200 200 404 200 403 404
GET  /archivos/{paper}                                               in 200 200 404 200 200 404 200 403 404
GET  /expedientes/{sent}/solicitud                                   in 404 404 404 200 200 404 200 200 404
GET  /expedientes/{sent}/revision                                    in 404 404 404 200 200 404 200 200 404
GET  /archivos/{sent_paper}                                          in 404 404 404 200 200 404 200 200 404

The form: the city's to fill in, and read-only while in review; who certifies must first have read it
POST /expedientes/{number}/solicitud/motivation                      in 409 409 404 403 403 404 403 403 404
POST /expedientes/{number}/solicitud/certificar                      in 422 422 404 422 422 404 422 403 404
POST /expedientes/{number}/solicitud/certificar +certified=y         in 409 409 404 409 409 404 409 403 404

The review: the office's
POST /expedientes/{number}/revision/observaciones                    in 403 403 404 422 422 404 403 403 404
POST /expedientes/{number}/revision/observaciones/{draft}/descartar  in 403 403 404 303 303 404 403 403 404
GET  /expedientes/{number}/revision/ronda                            in 403 403 404 200 200 404 403 403 404
POST /expedientes/{number}/revision/ronda                            in 403 403 404 422 422 404 403 403 404
GET  /expedientes/{number}/revision/conformidad                      in 403 403 404 200 200 404 403 403 404
POST /expedientes/{number}/revision/conformidad                      in 403 403 404 409 409 404 403 403 404
POST /expedientes/{number}/observaciones/1.1                         in 409 409 404 403 403 404 403 403 404

Steps: each by who writes it down
POST /expedientes/{number}/pasos/outreach                            in 403 403 404 409 409 404 409 403 404
POST /expedientes/{number}/pasos/council_resolution                  in 409 409 404 403 403 404 403 403 404
POST /expedientes/{sent}/pasos/notice                                in 404 404 404 303 303 404 403 403 404
POST /expedientes/{sent}/pasos/acceptance                            in 404 404 404 403 403 404 422 422 404
GET  /expedientes/{sent}/pasos/notice/no-aplica                      in 404 404 404 200 200 404 403 403 404
POST /expedientes/{sent}/pasos/notice/no-aplica                      in 404 404 404 422 422 404 403 403 404
GET  /expedientes/{number}/pasos/office_review/ampliar               in 403 403 404 200 200 404 403 403 404
POST /expedientes/{number}/pasos/office_review/ampliar               in 403 403 404 422 422 404 403 403 404
POST /expedientes/{number}/archivos +slot=step:office_review         in 403 403 404 422 422 404 422 403 404
POST /expedientes/{number}/archivos +slot=step:legal_opinion         in 409 409 404 403 403 404 403 403 404
POST /expedientes/{number}/archivos +slot=field:technical_report_file in 409 409 404 403 403 404 403 403 404
POST /expedientes/{sent}/archivos +slot=step:acceptance              in 404 404 404 422 422 404 422 422 404
POST /expedientes/{number}/archivos                                  in 404 404 404 404 404 404 404 404 404
POST /expedientes/{number}/archivos/{paper}/retirar +slot=step:opening in 409 409 404 403 403 404 403 403 404
POST /expedientes/{number}/archivos/{paper}/retirar                  in 404 404 404 404 404 404 404 404 404

Beside the way
GET  /expedientes/{number}/acciones/suspend                          in 200 403 404 200 200 404 403 403 404
POST /expedientes/{number}/acciones/suspend                          in 422 403 404 422 422 404 403 403 404
POST /expedientes/{number}/acciones/withdraw                         in 403 422 404 403 403 404 403 403 404
POST /expedientes/{number}/acciones/archive                          in 403 403 404 403 422 404 422 403 404
POST /expedientes/{number}/acciones/transfer                         in 403 403 404 403 403 404 422 403 404
POST /expedientes/{number}/acciones/register                         in 403 403 404 422 422 404 403 403 404
POST /expedientes/{number}/acciones/proceed                          in 403 422 404 403 403 404 403 403 404
POST /expedientes/{number}/acciones/not_accept                       in 403 403 404 403 403 404 409 409 404
POST /expedientes/{sent}/acciones/not_accept                         in 404 404 404 403 403 404 422 422 404
POST /expedientes/{number}/acciones/resume                           in 409 409 404 409 409 404 409 409 404
POST /expedientes/{number}/acciones/reopen                           in 409 409 404 409 409 404 409 409 404
POST /expedientes/{number}/acciones/submit                           in 404 404 404 404 404 404 404 404 404
GET  /expedientes/{number}/registros/{record}/corregir               in 200 403 404 403 403 404 200 403 404
POST /expedientes/{number}/registros/{record}/corregir               in 422 403 404 403 403 404 422 403 404

People and the registry
GET  /gobiernos/nuevo                                                in 404 404 404 404 404 404 200 404 404
POST /gobiernos/nuevo                                                in 404 404 404 404 404 404 422 404 404
GET  /invitaciones                                                   in 200 200 200 200 200 200 200 403 200
POST /invitaciones                                                   in 422 422 422 422 422 422 422 403 422
POST /invitaciones?gobierno={city}                                   in 422 422 403 422 422 403 422 403 422
POST /invitaciones?gobierno={member}                                 in 403 403 422 422 422 403 422 403 422
POST /invitaciones?oficina=ODE-CUS                                   in 403 403 403 403 422 403 422 403 422
POST /invitaciones?oficina=LIMA                                      in 403 403 403 403 403 403 422 403 422
POST /invitaciones?oficina=administracion                            in 403 403 403 403 403 403 403 403 422
POST /invitaciones/{invitation}/reenviar                             in 303 303 404 404 303 404 303 404 303
POST /invitaciones/{invitation}/anular                               in 303 303 404 404 303 404 303 404 303

Members
GET  /miembros/{member}/registrar                                    in 403 403 403 403 403 403 200 200 403
POST /miembros/{member}/registrar                                    in 403 403 403 403 403 403 422 422 403
GET  /miembros/{member}/pasos/fee                                    in 403 403 200 403 403 403 403 403 403
POST /miembros/{member}/pasos/fee                                    in 403 403 422 403 403 403 403 403 403
POST /miembros/{member}/pasos/follow_up                              in 403 403 422 422 422 403 422 403 403
GET  /miembros/{member}/pasos/fee/no-aplica                          in 403 403 200 403 403 403 403 403 403
POST /miembros/{member}/pasos/fee/no-aplica                          in 403 403 422 403 403 403 403 403 403
GET  /miembros/{member}/registros/1/corregir                         in 403 403 403 403 403 403 200 403 403
POST /miembros/{member}/registros/1/corregir                         in 403 403 403 403 403 403 422 403 403
"""

ROWS = tuple(
    (words[0], " ".join(words[1:-10]), tuple(words[-10:]))
    for line in TABLE.splitlines()
    if (words := line.split()) and words[0] in {"GET", "POST"}
)
"""Method, address with what is sent along, and the statuses of a row."""
