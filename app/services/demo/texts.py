"""What the invented governments of the demo world write: believable, general, and true of no one in particular."""

from dataclasses import dataclass

from app.domain.bilingual import Text


@dataclass(frozen=True, slots=True)
class Project:
    """A flagship project as the form asks for it."""

    priority: str
    name: Text
    problem: Text
    target: Text
    reason: Text
    share: Text


PROJECTS = (
    Project(
        "mobility",
        Text("Paraderos con información en tiempo real", "Bus stops with real-time information"),
        Text(
            "Los vecinos esperan el transporte sin saber cuándo llega, y las unidades compiten por los pasajeros.",
            "Residents wait for transport without knowing when it arrives, and vehicles compete for passengers.",
        ),
        Text("Escolares y trabajadores que viajan a diario", "Pupils and workers who travel daily"),
        Text(
            "Queremos ordenar el transporte con datos propios y aprender de ciudades que ya lo hicieron.",
            "We want to organise transport with data of our own and learn from cities that have done it.",
        ),
        Text(
            "Nuestra experiencia con rutas compartidas entre distritos pequeños.",
            "Our experience with routes shared between small districts.",
        ),
    ),
    Project(
        "environment",
        Text("Recojo de residuos con rutas medidas", "Waste collection along measured routes"),
        Text(
            "El camión recorre más de lo necesario y hay barrios donde no pasa todas las semanas.",
            "The truck travels further than needed, and some neighbourhoods are not served every week.",
        ),
        Text("Familias de los barrios altos y mercados", "Families of the upper neighbourhoods and markets"),
        Text(
            "Buscamos reducir el gasto del servicio y que todos los barrios queden atendidos.",
            "We seek to lower the cost of the service and to reach every neighbourhood.",
        ),
        Text(
            "El trabajo con recicladores formalizados y con las escuelas.",
            "Our work with registered recyclers and with schools.",
        ),
    ),
    Project(
        "culture_tourism",
        Text("Centro histórico con visita guiada digital", "Historic centre with a digital guided visit"),
        Text(
            "Los visitantes se concentran en un solo lugar y dejan poco a los talleres y comedores del resto.",
            "Visitors gather in one place and leave little to the workshops and eating places elsewhere.",
        ),
        Text("Artesanos, guías y familias que alojan", "Craftspeople, guides and host families"),
        Text(
            "Queremos repartir mejor las visitas y medir cuántas personas recibe cada sitio.",
            "We want to spread visits better and measure how many people each site receives.",
        ),
        Text(
            "La gestión de fiestas patronales con mucha concurrencia.",
            "How we manage well-attended local festivals.",
        ),
    ),
    Project(
        "safety",
        Text("Alerta temprana de lluvias y deslizamientos", "Early warning of heavy rain and landslides"),
        Text(
            "Cada verano los avisos llegan tarde a los caseríos y se pierden cultivos y caminos.",
            "Every rainy season warnings reach the hamlets late, and crops and roads are lost.",
        ),
        Text("Caseríos junto a ríos y quebradas", "Hamlets beside rivers and ravines"),
        Text(
            "Necesitamos avisar a tiempo con sensores sencillos y mensajes que todos entiendan.",
            "We need to warn in time with simple sensors and messages everybody understands.",
        ),
        Text(
            "La organización comunal que ya tenemos para emergencias.",
            "The community organisation we already have for emergencies.",
        ),
    ),
    Project(
        "governance",
        Text("Trámites municipales sin cola", "Municipal procedures without queueing"),
        Text(
            "Quien vive lejos pierde un día para pedir un documento que podría recibir en su celular.",
            "Those who live far away lose a day to request a document they could receive on their phone.",
        ),
        Text("Vecinos de zonas rurales y pequeños negocios", "Rural residents and small businesses"),
        Text(
            "Queremos una mesa de partes digital que funcione también con mala conexión.",
            "We want a digital front desk that works on a poor connection too.",
        ),
        Text(
            "Un modelo de ventanilla que atiende en castellano y en lenguas originarias.",
            "A service desk that attends in Spanish and in indigenous languages.",
        ),
    ),
    Project(
        "energy",
        Text("Alumbrado público que se regula solo", "Street lighting that regulates itself"),
        Text(
            "El alumbrado consume buena parte del presupuesto de servicios y hay calles a oscuras.",
            "Lighting takes a good part of the services budget, and some streets are dark.",
        ),
        Text("Peatones y comercios de horario nocturno", "Pedestrians and shops open at night"),
        Text(
            "Buscamos gastar menos energía y conocer las fallas antes de que las reporten.",
            "We seek to spend less energy and to know of failures before they are reported.",
        ),
        Text(
            "La compra conjunta de equipos con distritos vecinos.",
            "Joint purchasing of equipment with neighbouring districts.",
        ),
    ),
)

ACTIVITIES = (
    Text("Agricultura, comercio y servicios.", "Agriculture, trade and services."),
    Text("Pesca, comercio y transporte.", "Fishing, trade and transport."),
    Text("Turismo, artesanía y gastronomía.", "Tourism, crafts and gastronomy."),
    Text("Ganadería, agricultura y comercio.", "Livestock, agriculture and trade."),
)


@dataclass(frozen=True, slots=True)
class Observed:
    """What an office of the demo observes, and what the city answers."""

    anchor: str
    text: str
    is_formal: bool
    answer: str


OBSERVATIONS = (
    Observed(
        "field:population_source",
        "Indique de qué publicación tomó la población y de qué año.",
        True,
        "Se agregó el año de la cifra.",
    ),
    Observed(
        "field:reasons_es",
        "Explique qué espera aportar a la red, además de lo que espera recibir.",
        False,
        "Lo que aportamos está en la pregunta sobre lo que podemos compartir; preferimos no repetirlo.",
    ),
    Observed(
        "field:focal_main_phone",
        "El teléfono del punto focal es el de la central: indique uno directo.",
        True,
        "Se puso el teléfono directo.",
    ),
)
CORRECTIONS = {
    "profile": {"population_source": "Cifra inventada para la demostración, {year}"},
    "focal_points": {"focal_main_phone": "01 5550145"},
}
"""What the city changes for a round: two of the three things asked."""
